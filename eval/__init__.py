"""The examiner: golden questions, measures, twins, a report and a gate; it sees the service through its contract."""
