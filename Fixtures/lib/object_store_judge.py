"""Amazon's own client, as the other side of an object store.

usage: object_store_judge.py show URL           prints what is in the bucket, as JSON
       object_store_judge.py put URL KEY TEXT   stores an object
       object_store_judge.py begin URL KEY      begins an upload in parts, with one part, and leaves it
       object_store_judge.py sign COUNT SEED    prints random requests with their signatures, as JSON
"""

import hashlib
import json
import random
import sys
from urllib.parse import urlsplit

import boto3
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials


def client(url):
    return boto3.client(
        "s3",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        config=Config(s3={"addressing_style": "path"}),
    )


def show(url):
    s3 = client(url)
    objects = {}
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket="bucket"):
        for item in page.get("Contents", []):
            got = s3.get_object(Bucket="bucket", Key=item["Key"])
            body = got["Body"].read()
            objects[item["Key"]] = {
                "size": len(body),
                "sha256": hashlib.sha256(body).hexdigest(),
                "text": body[:64].decode(errors="replace"),
                "type": got["ContentType"],
                "cache": got.get("CacheControl", ""),
                "claimed": got["Metadata"].get("sha256", ""),
                "parts": got["ETag"].strip('"').partition("-")[2],
            }
    uploads = [u["Key"] for u in s3.list_multipart_uploads(Bucket="bucket").get("Uploads", [])]
    print(json.dumps({"objects": objects, "uploads": uploads}))


def begin(url, key):
    s3 = client(url)
    upload = s3.create_multipart_upload(Bucket="bucket", Key=key)["UploadId"]
    s3.upload_part(Bucket="bucket", Key=key, PartNumber=1, UploadId=upload, Body=b"left")


def sign(count, seed):
    chance = random.Random(seed)
    letters = "abcXYZ019-._~+ %/&=?#:@!$'()*,;[]äß日"

    def text(least, most):
        return "".join(chance.choice(letters) for _ in range(chance.randint(least, most)))

    class Fixed(S3SigV4Auth):
        stamp = ""

        def add_auth(self, request):
            request.context["timestamp"] = self.stamp
            self._modify_request_before_signing(request)
            canonical = self.canonical_request(request)
            signature = self.signature(self.string_to_sign(request, canonical), request)
            self._inject_signature_to_request(request, signature)

    from urllib.parse import quote

    for _ in range(count):
        path = "/bucket/" + text(1, 30)
        query = {text(1, 8): text(0, 20) for _ in range(chance.randint(0, 4))}
        headers = {f"x-amz-{name}": text(1, 20).encode("ascii", "replace").decode() or "x"
                   for name in chance.sample(["meta-a", "meta-b", "acl", "checksum-sha256"], 2)}
        method = chance.choice(["GET", "PUT", "POST", "DELETE", "HEAD"])
        body = text(0, 50).encode()
        stamp = f"{chance.randint(2000, 2099)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
        stamp += f"T{chance.randint(0, 23):02}{chance.randint(0, 59):02}{chance.randint(0, 59):02}Z"
        region = chance.choice(["us-east-1", "eu-west-3", "auto"])
        token = chance.choice([None, "token/with+signs=="])
        encoded = "&".join(f"{quote(k, safe='-_.~')}={quote(v, safe='-_.~')}"
                           for k, v in query.items())
        url = "https://example.org:8443" + quote(path, safe="/~") + ("?" + encoded if encoded else "")
        request = AWSRequest(method=method, url=url, data=body, headers=dict(headers))
        signer = Fixed(Credentials("AKIDEXAMPLE", "sec/ret+key", token), "s3", region)
        signer.stamp = stamp
        signer.add_auth(request)
        print(json.dumps({
            "method": method, "path": path, "query": list(query.items()), "headers": headers,
            "payload": request.headers["X-Amz-Content-SHA256"], "stamp": stamp, "region": region,
            "token": token, "authorization": request.headers["Authorization"],
        }))


def main():
    match sys.argv[1:]:
        case ["show", url]:
            show(url)
        case ["put", url, key, text]:
            client(url).put_object(Bucket="bucket", Key=key, Body=text.encode())
        case ["begin", url, key]:
            begin(url, key)
        case ["sign", count, seed]:
            sign(int(count), int(seed))
        case _:
            sys.exit(__doc__)


main()
