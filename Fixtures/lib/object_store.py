"""An object store on loopback for tests: moto's, behind a front that makes the mistakes that it is told to make.

usage: object_store.py PORT-FILE [RULES]

RULES is a JSON list. A rule names a `method`, a `path` (a regular expression that finds something in path and query), how often it
holds (`times`, for ever without it), how many requests go by before (`after`), and what happens (`do`):
  status     it is answered with `status` (and `code`), and not done
  after      it is done, and answered with `status` all the same
  lost       it is done, and the connection ends without an answer
  half       a part of what is sent is read, and the connection ends
  silence    no answer for ten seconds
  missing    it is answered with 404, as if nothing were there yet
  old        a listing is answered as it was when it was asked for first
  naive      conditions and checksums are left out
  header     the answer's `name` is `value`; without a value there is none
  text       in the answer, `from` is replaced by `to`
  spoil      other bytes are stored
  later      success is announced, and then the answer is an error with `code`
"""

import http.client
import http.server
import json
import os
import re
import sys
import threading
import time

import boto3
from moto.server import ThreadedMotoServer

LOCK = threading.Lock()
CONDITIONS = ("if-match", "if-none-match")


def error(code):
    return f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>m</Message></Error>".encode()


class Front(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    log = []
    rules = []
    lists = {}
    backend = 0

    def log_message(self, *_):
        pass

    def rule(self):
        with LOCK:
            for rule in self.rules:
                if rule.get("method", self.command) != self.command:
                    continue
                if not re.search(rule.get("path", ""), self.path):
                    continue
                if rule.get("after", 0) > 0:
                    rule["after"] -= 1
                    continue
                if rule.get("times", 1) <= 0:
                    continue
                if "times" in rule:
                    rule["times"] -= 1
                return rule
        return {}

    def answer(self, status, headers, body):
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in ("connection", "transfer-encoding", "date", "server"):
                self.send_header(name, value)
        if not any(name.lower() == "content-length" for name, _ in headers):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def forward(self, rule, body):
        headers = {k: v for k, v in self.headers.items() if k.lower() != "connection"}
        if rule.get("do") in ("naive", "spoil"):
            gone = lambda k: k.lower() in CONDITIONS or "checksum" in k.lower()
            headers = {k: v for k, v in headers.items() if not gone(k)}
        if rule.get("do") == "spoil":
            body = bytes([body[0] ^ 1]) + body[1:]
        backend = http.client.HTTPConnection("127.0.0.1", self.backend)
        backend.request(self.command, self.path, body, headers)
        reply = backend.getresponse()
        result = reply.status, reply.getheaders(), reply.read()
        backend.close()
        return result

    def serve(self):
        if self.path == "/-/log":
            return self.answer(200, [], json.dumps(self.log).encode())
        if self.path == "/-/backend":
            return self.answer(200, [], f"http://127.0.0.1:{self.backend}".encode())
        rule = self.rule()
        action = rule.get("do")
        length = int(self.headers.get("Content-Length") or 0)
        with LOCK:
            names = [k.lower() for k in self.headers if k.lower() in CONDITIONS]
            self.log.append(" ".join([self.command, self.path, *names]))
        if action == "half":
            self.rfile.read(length // 2)
            self.close_connection = True
            return
        body = self.rfile.read(length)
        if action == "silence":
            time.sleep(10)
            self.close_connection = True
            return
        if action == "status":
            return self.answer(rule["status"], [], error(rule.get("code", "InternalError")))
        if action == "missing":
            return self.answer(404, [], error("NoSuchKey"))
        if action == "later":
            return self.answer(200, [], b"  " + error(rule["code"]))
        if action == "old" and self.path in self.lists:
            return self.answer(*self.lists[self.path])
        status, headers, data = self.forward(rule, body)
        if action == "old":
            self.lists[self.path] = status, headers, data
        if action == "lost":
            self.close_connection = True
            return
        if action == "after":
            return self.answer(rule["status"], [], error("InternalError"))
        if action == "text":
            data = data.replace(rule["from"].encode(), rule["to"].encode())
            headers = [(k, v) for k, v in headers if k.lower() != "content-length"]
        if action == "header":
            headers = [(k, v) for k, v in headers if k.lower() != rule["name"].lower()]
            if "value" in rule:
                headers.append((rule["name"], rule["value"]))
        self.answer(status, headers, data)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = serve


def main():
    port_file = sys.argv[1]
    Front.rules = json.loads(sys.argv[2]) if len(sys.argv) > 2 else []
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    Front.backend = moto.get_host_and_port()[1]
    boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{Front.backend}",
        region_name="us-east-1",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
    ).create_bucket(Bucket="bucket")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Front)
    with open(port_file + ".new", "w") as file:
        file.write(str(server.server_port))
    os.rename(port_file + ".new", port_file)
    server.serve_forever()


main()
