"""Sends a CSV's rows one call at a time over one connection, CSV to CSV.

Arguments: the API's address, the input, the results.
"""
import csv
import http.client
import json
import sys
from urllib.parse import urlsplit

HEADERS = {
    "Authorization": "Bearer benchmark",
    "Content-Type": "application/json",
    "Accept": "application/json",
}


def body(row):
    attachment = {"attachment_id": row["attachment_id"], "caption": row["caption"]}
    return {"message": [{
        "recipient_whatsapp": row["recipient_whatsapp"],
        "message_type": "media",
        "recipient_type": "individual",
        "source": row["source"],
        "x-apiheader": row["x-apiheader"],
        "type_media": [{"attachments": [attachment]}],
    }]}


def main(address, source, target):
    url = urlsplit(address)
    connection = http.client.HTTPConnection(url.hostname, url.port)
    with open(source, newline="", encoding="utf-8") as rows, \
            open(target, "w", newline="", encoding="utf-8") as results:
        reader = csv.DictReader(rows)
        writer = csv.DictWriter(results, reader.fieldnames + ["status", "message_id"])
        writer.writeheader()
        for row in reader:
            connection.request("POST", url.path + "message/", json.dumps(body(row)), HEADERS)
            reply = json.loads(connection.getresponse().read())
            accepted = reply["status"] == "success"
            row["status"] = "ACCEPTED" if accepted else "REJECTED"
            row["message_id"] = reply["data"]["id"] if accepted else ""
            writer.writerow(row)
            results.flush()


main(*sys.argv[1:])
