print("the training program of this case; see docs/training-contract.md")
