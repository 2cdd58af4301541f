"""Every claim of a finding lies in its band on the models it is about, and none that tells training does on random weights."""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../../benchmarks/findings"))
sys.dont_write_bytecode = True


def skip(reason):
    print("skipped:", reason)
    raise SystemExit(77)


def main():
    rnnvis, reference, finding = sys.argv[1:]
    if finding != "reviews" and not os.path.isdir(os.path.join(reference, "models")):
        skip(f"no reference models in {reference}")
    try:
        import findings
    except ImportError as error:
        skip(f"{error}; install python3-numpy, python3-sklearn and python3-torch")
    failures = 0
    for trained in True, False:
        for claim in findings.claims_of(finding, rnnvis, reference, trained):
            expected = trained or not claim.of_training
            if not expected and claim.is_met() or trained and not claim.is_met():
                failures += 1
                print("FAILED on", "the trained model," if trained else "random weights,", end=" ")
            print(claim.line())
    raise SystemExit(failures > 0)


main()
