"""What Schemathesis is told beside its settings: a body that links can begin with, and a check of our own."""

import json
import os

import schemathesis


@schemathesis.hook
def filter_case(context, case):
    """Schemathesis lets a query parameter that nobody knows be passed over, but forgets it where a setting pins another one."""
    return not any("unknown-property" in name for name in case.query or {})


@schemathesis.check
def only_an_empty_payload_is_500(context, response, case):
    """The published interface answers an empty payload so; whatever else is answered with 500 is a fault."""
    if response.status_code == 500 and '"REPT_500_EMPTY"' not in response.text:
        raise AssertionError(f"500 for another reason: {response.text[:500]}")


if "FOLLOW_LINKS" in os.environ:

    @schemathesis.hook("map_body").apply_to(operation_id="orderScheduledReport")
    def order_from_the_study(context, body):
        """No link leads to this operation, so that all ways begin here: without a job that comes to be there are none."""
        order = {"studyId": os.environ["STUDY_ID"], "mode": "test", "DOMAIN": "DM"}
        if isinstance(body, str):
            return json.dumps(order)
        return order if is_pairs(body) else body


def is_pairs(body):
    """What the schema allows; a body that is to be refused stays as it is."""
    return isinstance(body, dict) and all(
        0 < len(name) <= 255 and isinstance(value, str) for name, value in body.items()
    )
