"""Judges an in-toto statement with SLSA's provenance by the framework's own schemas: judge_statement.py FILE"""
import json
import sys

from google.protobuf import json_format
from in_toto_attestation.predicates.provenance.v1 import provenance_pb2
from in_toto_attestation.v1 import statement_pb2
from in_toto_attestation.v1.resource_descriptor import ResourceDescriptor
from in_toto_attestation.v1.statement import Statement

with open(sys.argv[1], encoding="utf-8") as file:
    document = json.load(file)
# Both refuse a field that the schema does not know.
statement = json_format.ParseDict(document, statement_pb2.Statement())
Statement.copy_from_pb(statement).validate()
if statement.predicate_type != "https://slsa.dev/provenance/v1":
    sys.exit(f"'{statement.predicate_type}' is no predicate of SLSA")
predicate = json_format.ParseDict(document["predicate"], provenance_pb2.Provenance())
definition, details = predicate.build_definition, predicate.run_details
for name, value in [
    ("buildType", definition.build_type),
    ("externalParameters", definition.external_parameters.fields),
    ("builder.id", details.builder.id),
]:
    if not value:
        sys.exit(f"'{name}' is missing")
for resource in [*definition.resolved_dependencies, *details.byproducts]:
    ResourceDescriptor.copy_from_pb(resource).validate()
    if not resource.digest:
        sys.exit(f"'{resource.name}' has no digest")
    for algorithm, digest in resource.digest.items():
        if len(digest) * 4 != int(algorithm.removeprefix("sha")):
            sys.exit(f"'{digest}' is no digest of {algorithm}")
print("valid")
