"""Due dates of 15 working days by the calendars of PyPI, on starts and due dates read from standard input.

Lines are `due,start,due date` and `day,date,1 if a working day`. Prints due dates a second (first run, median of five
more), how many due dates differ from ours, and on how many days the calendars disagree.

`find_workday` counts from the next working day when the start is a rest day, so it differs on those starts.
"""

import datetime
import statistics
import sys
import time

RUNS = 5
WORKING_DAYS = 15


def measure(name, version, count, table):
    def run():
        start = time.perf_counter()
        found = [count(event) for event, _ in table]
        return len(table) / (time.perf_counter() - start), found

    first, found = run()
    median = statistics.median(run()[0] for _ in range(RUNS))
    differing = sum(due != ours for due, (_, ours) in zip(found, table))
    print(f"{name + ' ' + version:44} {first:>12,.0f} {median:>12,.0f}   differing due dates: {differing} of {len(table)}")


def day_by_day(is_working):
    """The way the package's documentation shows: ask for one day after the other."""

    def count(event):
        left = WORKING_DAYS
        while left:
            event += datetime.timedelta(days=1)
            left -= is_working(event)
        return event

    return count


def main():
    day = datetime.date.fromisoformat
    rows = [line.strip().split(",") for line in sys.stdin]
    table = [(day(start), day(due)) for kind, start, due in rows if kind == "due"]
    truth = [(day(date), working == "1") for kind, date, working in rows if kind == "day"]
    try:
        import chinese_calendar
        import holidays
    except ImportError as error:
        print(f"peers: {error}; to measure them: pip install chinesecalendar==1.11.0 holidays==0.109")
        return
    from importlib.metadata import version

    china = holidays.country_holidays("CN")
    measure("chinesecalendar is_workday", version("chinesecalendar"), day_by_day(chinese_calendar.is_workday), table)
    measure(
        "chinesecalendar find_workday",
        version("chinesecalendar"),
        lambda event: chinese_calendar.find_workday(WORKING_DAYS, event),
        table,
    )
    measure(
        "holidays get_nth_working_day",
        version("holidays"),
        lambda event: china.get_nth_working_day(event, WORKING_DAYS),
        table,
    )
    for name, is_working in (("chinesecalendar", chinese_calendar.is_workday), ("holidays", china.is_working_day)):
        disagreeing = sum(is_working(date) != working for date, working in truth)
        print(f"{name}: disagrees with us on {disagreeing} of {len(truth)} days of 2018 to 2026; ", end="")
        try:
            print(f"of 2027-02-10, not decreed, it says: working day {is_working(day('2027-02-10'))}")
        except NotImplementedError:
            print("of 2027-02-10, not decreed, it refuses to answer")


main()
