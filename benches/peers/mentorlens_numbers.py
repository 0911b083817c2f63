"""The answers of `mentorlens run` that the peers give as well, from its findings."""

import json
import sys


def numbers(findings):
    """Name of each answer, and its numbers; those that are hidden to protect small groups are left out."""
    found = {}
    for one in json.load(open(findings, encoding="utf-8")):
        if one["term_id"] != "all" or one["suppressed"] or one["contrast"]:
            continue
        measure, answer = one["measure"], one["answer"]
        place = f"{one['dimension']}={one['level']}"
        if measure == "skill_growth" and answer == "mean_change":
            values = [one["n"], one["estimate"], one["effect"], one["effect_low"], one["effect_high"]]
            found[f"growth {one['subject']} {place}"] = values
        elif place != "all=all":
            continue
        elif measure in ("satisfaction_mentee", "satisfaction_mentor") and answer == "top_box":
            found[f"satisfaction {one['subject']}"] = [one["n"], one["estimate"], one["low"], one["high"]]
        elif measure == "match_survival" and answer.startswith("survival_"):
            found[f"lasting {answer.removeprefix('survival_')}"] = [one["estimate"], one["low"], one["high"]]
        elif measure == "meetings_per_month" and answer == "rate":
            found["meetings per month"] = [one["n"], one["estimate"], one["low"], one["high"]]
    return found


if __name__ == "__main__":
    json.dump(numbers(sys.argv[1]), open(sys.argv[2], "w", encoding="utf-8"))
