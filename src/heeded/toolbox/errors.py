"""What can go wrong, said to a person. No message here may carry a name, a narrative or a date of birth."""


class HeededError(Exception):
    """Something a user can put right; shown as one sentence, without a traceback."""

    exit_code = 1


class DeliveryError(HeededError):
    """A delivery, or a file of it, that cannot be taken in at all."""

    exit_code = 2


class MappingError(HeededError):
    """A mapping file that does not say what it should."""

    exit_code = 3


class CatalogueError(HeededError):
    """A rule, word list or value of the catalogue that is not as the schema asks."""

    exit_code = 4


class DecisionError(HeededError):
    """A decisions file that cannot be understood."""

    exit_code = 5


class RunError(HeededError):
    """A run folder that is missing, incomplete or from another version."""

    exit_code = 6


class ContractError(HeededError):
    """A stage gave a table that is not what the contract says: a fault of ours, not of the user's."""

    exit_code = 7
