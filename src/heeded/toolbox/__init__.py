"""Things that know no noun of ours."""
