#!/usr/bin/env python3
"""Computes the figures of reports again from the legs of sessions, and compares.

Input are CSV files of the reports `legs`, `messages` and, for what people did with their time,
`presence`; output is a line for each figure that differs. It shares no code with the server: it knows the
definitions of the figures, and Python's standard library.

    recompute.py --legs legs.csv --messages messages.csv --presence presence.csv \\
        --from 2026-11-20T03:00:00Z --to 2026-11-27T03:00:00Z --zone America/Sao_Paulo \\
        teams=teams.csv agents=agents.csv channels=channels.csv service-level=level.csv \\
        sessions=sessions.csv overflow=overflow.csv ratings=ratings.csv \\
        dispositions=dispositions.csv --closed closed.csv --teams teams.json --hours hours.json

The legs must be those of all sessions that were active in the period, the messages those of the
same sessions and of none, from their beginning; presence is that of the period itself. Figures in
business hours need the hours of teams, which no report has: the answers of `GET /api/v1/teams` and
`GET /api/v1/business-hours`. Dispositions need the report `sessions` of those closed in the period.
"""

import argparse
import csv
import datetime
import json
import sys
import zoneinfo
from collections import defaultdict

QUARTER = 900_000
ACTIVITY = 300_000
ENDS = [5, 10, 20, 30, 40, 50, 60, 90, 120, 180, 240, 300, 600]
LEAVING = ("closed-by-contact", "closed-by-inactivity", "closed-by-flow")


# Reading


def rows(path):
    """The tables of a CSV file, one after the other, each as a list of dictionaries."""
    tables = [[]]
    with open(path, encoding="utf-8-sig", newline="") as file:
        for line in csv.reader(file):
            if line:
                tables[-1].append(line)
            elif tables[-1]:
                tables.append([])
    return [[dict(zip(table[0], line)) for line in table[1:]] for table in tables if table]


def moment(text):
    """The milliseconds since 1970 of an RFC 3339 time in UTC; None for nothing."""
    if not text:
        return None
    time = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return (time - datetime.datetime.fromtimestamp(0, datetime.timezone.utc)) // (
        datetime.timedelta(milliseconds=1)
    )


def seconds(text):
    """The milliseconds of seconds with at most three decimals; None for nothing."""
    return None if text == "" else round(float(text) * 1_000)


class Leg:
    """A stretch of a session in one phase."""

    def __init__(self, row):
        self.id = row["leg"]
        self.phase = row["phase"]
        self.team = row["team"] or None
        self.agent = row["agent"] or None
        self.start, self.end = row["start"], row["end"]
        self.started, self.ended = moment(row["started"]), moment(row["ended"])
        self.target = seconds(row["target"])
        self.short_limit = seconds(row["short_limit"])
        self.counts_abandoned = row["counts_abandoned"] == "true"
        self.rhythm = row["rhythm"]

    @property
    def length(self):
        return self.ended - self.started


class Message:
    """A message, by contact or by us."""

    def __init__(self, row):
        self.id = row["id"]
        self.protocol = row["protocol"]
        self.at = moment(row["moment"])
        self.inbound = row["direction"] == "inbound"
        self.author_kind = row["author_kind"]
        self.author = row["author"] if row["author_kind"] == "agent" else None
        self.channel = row["channel"]
        self.delivery = row["delivery"]
        human = not self.inbound and row["author_kind"] in ("agent", "elsewhere")
        self.human = human and row["content"] != "template"


class Session:
    """The legs and messages of a session, in their order."""

    def __init__(self, lines, messages):
        first = lines[0]
        self.protocol = first["protocol"]
        self.channel = first["channel"]
        self.outbound = first["origin"] == "outbound"
        self.legs = [Leg(line) for line in lines]
        # A session is there before the message that opens it.
        self.legs[0].id = ""
        self.messages = messages
        self.closed = self.legs[-1].ended if first["session_phase"] == "closed" else None
        self.outcome = first["outcome"]
        self.asked, self.rated = moment(first["rating_asked"]), moment(first["rated"])
        self.rating = int(first["rating"]) if first["rating"] else None

    def leg_at(self, at, id=""):
        """The leg that had the session at a moment; of two that meet, ids say which was there."""
        found = None
        for leg in self.legs:
            if (leg.started, leg.id) > (at, id or "~"):
                break
            found = leg
        return found

    @property
    def gaps(self):
        """What lay between closes and reopenings."""
        pairs = zip(self.legs, self.legs[1:])
        return sum(b.started - a.ended for a, b in pairs if b.start == "reopen")

    def active(self, leg):
        """What of a leg has a message of either side within five minutes."""
        counted, time = leg.started, 0
        for message in self.messages:
            if not leg.started - ACTIVITY <= message.at <= leg.ended:
                continue
            start = max(counted, message.at - ACTIVITY)
            end = min(leg.ended, message.at + ACTIVITY)
            if start < end:
                time += end - start
                counted = end
        return time


class Wait:
    """A queue episode: a run of wait legs."""

    def __init__(self, first, outbound):
        self.first, self.outbound = first, outbound
        self.started, self.team, self.agent = first.started, first.team, None
        self.ended = self.end = self.responded = self.responder = None
        self.response_team = None

    def finish(self, end, team, agent, at):
        self.end, self.agent, self.ended = end, agent, at
        self.team = team or self.team


def story(session):
    """The waits of a session and the responses to its contact: (at, took, team, agent)."""
    events = [((leg.started, leg.id), "leg", leg) for leg in session.legs]
    events += [((message.at, message.id), "message", message) for message in session.messages]
    events.sort(key=lambda event: event[0])
    waits, responses = [], []
    running = latest = owed = leg = None
    unanswered, heard, owner = False, False, None

    def close():
        nonlocal running
        if running and leg and leg.ended is not None and leg.end.startswith("closed"):
            end = "abandoned" if leg.end in LEAVING else "withdrawn"
            running.finish(end, leg.team, None, leg.ended)
            running = None

    for (at, _), kind, item in events:
        if leg and leg.ended is not None and leg.end.startswith("closed") and at > leg.ended:
            close()
        if kind == "leg":
            close()
            before, leg = owner, item
            owner = item.team
            if item.phase == "waiting" and not running:
                running = latest = Wait(item, session.outbound and not heard)
                waits.append(running)
                unanswered = not running.outbound
            elif item.phase == "inService" and running:
                running.finish("answered", item.team, item.agent, item.started)
                running = None
            elif item.phase == "selfService" and running:
                running.finish("withdrawn", before, None, item.started)
                running = None
            continue
        if item.inbound:
            heard = True
            over = leg is None or (leg.ended is not None and at > leg.ended)
            if over or leg.phase != "selfService":
                owed = at if owed is None else owed
            continue
        if not item.human:
            continue
        if owed is not None:
            responses.append((at, at - owed, owner, item.author))
            owed = None
        if unanswered and latest:
            unanswered = False
            latest.responded, latest.responder = at, item.author
            latest.response_team = latest.team
    close()
    return waits, responses


# Business hours


class Hours:
    """A week of shifts and the days that differ from it, in one zone."""

    def __init__(self, item):
        self.zone = zoneinfo.ZoneInfo(item["timeZone"])
        self.week = item["week"]
        self.exceptions = {day["date"]: day["shifts"] for day in item["exceptions"]}

    def at(self, day, text, later=False):
        """The milliseconds at which a clock of the zone shows a time of a day."""
        hour, minute = map(int, text.split(":"))
        day += datetime.timedelta(days=hour // 24 + later)
        time = datetime.datetime(day.year, day.month, day.day, hour % 24, minute, tzinfo=self.zone)
        return round(time.timestamp() * 1_000)

    def within(self, start, end):
        """What of a stretch is open, in milliseconds of whole seconds."""
        day = datetime.datetime.fromtimestamp(start / 1_000, self.zone).date()
        day -= datetime.timedelta(days=1)
        last = datetime.datetime.fromtimestamp(end / 1_000, self.zone).date()
        counted, time = start, 0
        while day <= last:
            shifts = self.exceptions.get(day.isoformat(), self.week[day.weekday()])
            for shift in sorted(shifts, key=lambda shift: shift["opens"]):
                opens = max(counted, self.at(day, shift["opens"]))
                # A shift that ends no later than it begins goes on into the next day.
                later = shift["closes"] <= shift["opens"]
                closes = min(end, self.at(day, shift["closes"], later))
                if opens < closes:
                    time += closes - opens
                    counted = closes
            day += datetime.timedelta(days=1)
        return time // 1_000 * 1_000


class Clock:
    """Tells what of a stretch lies within the hours of a team: all of it where there are none."""

    def __init__(self, teams=None, hours=None):
        self.knows = bool(teams and hours)
        self.hours = {}
        if not self.knows:
            return
        known = {item["id"]: Hours(item) for item in self.items(hours)}
        for team in self.items(teams):
            chosen = team["rules"]["hours"]
            if chosen:
                self.hours[team["name"]] = known[chosen["id"]]

    @staticmethod
    def items(path):
        with open(path, encoding="utf-8") as file:
            return json.load(file)["items"]

    def within(self, team, start, end):
        hours = self.hours.get(team)
        return hours.within(start, end) if hours else end - start


# Counting


class Amount:
    """Values from which means and percentiles come."""

    def __init__(self):
        self.values = []

    def add(self, value):
        self.values.append(value)

    @property
    def mean(self):
        return sum(self.values) // len(self.values) if self.values else None

    def percentile(self, percent):
        """The nearest rank."""
        if not self.values:
            return None
        ordered = sorted(self.values)
        return ordered[max(1, -(-len(ordered) * percent // 100)) - 1]


class Figures:
    """The sums and values of one part."""

    AMOUNTS = ["wait", "handle", "handle_active", "first_response", "response", "resolution"]
    BUSINESS = ["wait_business", "first_response_business", "response_business"]

    def __init__(self, has_hours=False):
        self.has_hours = has_hours
        self.count = defaultdict(int)
        self.amount = {name: Amount() for name in self.AMOUNTS + self.BUSINESS + ["lost_wait", "stars"]}
        self.level_base = self.wait_legs = 0
        self.has_work = False
        self.available = self.occupied = self.utilised = self.capacity = self.paused = 0

    def rate(self, part, whole):
        return part / whole if whole > 0 else None

    def metrics(self):
        """Every figure under its metric's id: durations in milliseconds."""
        c = self.count
        found = {name: c[name] for name in COUNTS}
        found["overflowed"] = sum(
            c["overflowed_" + cause] for cause in ("unavailable", "wait", "hours")
        )
        for name in self.AMOUNTS + (self.BUSINESS if self.has_hours else []):
            found[name + "_mean"] = self.amount[name].mean
        for name in ["wait", "handle", "first_response", "response"]:
            found[name + "_p50"] = self.amount[name].percentile(50)
            found[name + "_p90"] = self.amount[name].percentile(90)
        lost = c["abandoned"] - c["abandoned_short"]
        found["service_level"] = self.rate(c["answered_in_target"], self.level_base)
        found["abandon_rate"] = self.rate(lost, c["answered"] + lost)
        found["overflow_rate"] = self.rate(found["overflowed"], self.wait_legs)
        found["transfer_rate"] = self.rate(c["transferred"], c["served"])
        stars = self.amount["stars"].values
        found["rating_mean"] = sum(stars) / len(stars) if stars else None
        found["ratings"] = len(stars)
        found["rating_rate"] = self.rate(len(stars), c["ratings_asked"])
        if self.has_work:
            found["available_time"], found["pause_time"] = self.available, self.paused
            found["occupancy"] = self.rate(self.occupied, self.available)
            found["utilisation"] = self.rate(self.utilised, self.capacity)
        return found


COUNTS = [
    "sessions_started", "sessions_closed", "sessions_active", "sessions_reopened", "served",
    "success", "lost", "transferred", "offered", "answered", "abandoned", "abandoned_short",
    "answered_in_target", "overflowed_unavailable", "overflowed_wait", "overflowed_hours",
    "overflows_taken", "messages_in", "messages_out", "messages_failed", "messages_unknown",
    "ratings_asked",
]  # fmt: skip


class Count:
    """The figures of a period, split by `team`, `channel`, `agent`, or whole."""

    def __init__(self, start, end, dimension, clock, key=None):
        self.start, self.end, self.dimension = start, end, dimension
        self.clock = clock
        self.parts = defaultdict(lambda: Figures(clock.knows))
        self.key = key or (lambda at: "")

    def within(self, at):
        return at is not None and self.start <= at < self.end

    def part(self, at, team=None, channel=None, agent=None):
        """The figures of whom something counts for; a part that nobody reads where it is nobody."""
        owners = {"total": self.key(at), "team": team, "channel": channel, "agent": agent}
        owner = owners[self.dimension]
        return Figures() if owner is None else self.parts[owner]

    def add(self, session):
        last, first = session.legs[-1], session.legs[0]
        owner = {"team": last.team, "channel": session.channel, "agent": last.agent}
        if self.within(first.started):
            self.part(first.started, **owner).count["sessions_started"] += 1
        touches = [
            leg for leg in session.legs
            if leg.started < self.end and (leg.ended is None or leg.ended >= self.start)
        ]
        if touches:
            self.part(first.started, **owner).count["sessions_active"] += 1
        self.add_close(session, owner)
        for leg in session.legs:
            if leg.start == "reopen" and self.within(leg.started):
                who = {"team": leg.team, "channel": session.channel, "agent": leg.agent}
                self.part(leg.started, **who).count["sessions_reopened"] += 1
        self.add_legs(session)
        waits, responses = story(session)
        for wait in waits:
            self.add_wait(session, wait)
        for at, took, team, agent in responses:
            if self.within(at):
                part = self.part(at, team, session.channel, agent)
                part.amount["response"].add(took)
                part.amount["response_business"].add(self.clock.within(team, at - took, at))
        self.add_ratings(session)
        for message in session.messages:
            leg = session.leg_at(message.at, message.id)
            self.add_message(message, session, leg, last)

    def add_close(self, session, owner):
        if session.closed is None or not self.within(session.closed):
            return
        part = self.part(session.closed, **owner)
        part.count["sessions_closed"] += 1
        part.count["success" if session.outcome == "success" else "lost"] += 1
        length = session.closed - session.legs[0].started - session.gaps
        part.amount["resolution"].add(length)
        if any(leg.start == "transfer" for leg in session.legs):
            part.count["transferred"] += 1
        served = [leg for leg in session.legs if leg.phase == "inService"]
        if served:
            part.count["served"] += 1
            if self.dimension != "agent":
                part.amount["handle"].add(sum(leg.length for leg in served))
                part.amount["handle_active"].add(sum(map(session.active, served)))

    def add_legs(self, session):
        for leg, after in zip(session.legs, session.legs[1:] + [None]):
            if not self.within(leg.ended):
                continue
            if leg.phase == "waiting":
                part = self.part(leg.ended, leg.team, session.channel)
                part.wait_legs += 1
                if leg.end == "overflow" and after and after.start.startswith("overflow-"):
                    cause = after.start.removeprefix("overflow-")
                    part.count["overflowed_" + cause] += 1
                    taker = self.part(leg.ended, after.team, session.channel)
                    taker.count["overflows_taken"] += 1
            elif leg.phase == "inService" and self.dimension == "agent":
                part = self.part(leg.ended, leg.team, session.channel, leg.agent)
                part.amount["handle"].add(leg.length)
                part.amount["handle_active"].add(session.active(leg))

    def add_wait(self, session, wait):
        if wait.outbound:
            return
        if self.within(wait.responded):
            who = (wait.response_team, session.channel, wait.responder)
            part = self.part(wait.responded, *who)
            part.amount["first_response"].add(wait.responded - wait.started)
            time = self.clock.within(wait.response_team, wait.started, wait.responded)
            part.amount["first_response_business"].add(time)
        if not self.within(wait.ended):
            return
        part = self.part(wait.ended, wait.team, session.channel, wait.agent)
        length, terms = wait.ended - wait.started, wait.first
        part.count["offered"] += 1
        if wait.end == "answered":
            part.count["answered"] += 1
            part.level_base += 1
            part.amount["wait"].add(length)
            time = self.clock.within(wait.team, wait.started, wait.ended)
            part.amount["wait_business"].add(time)
            # Deferred channels measure in business hours.
            measured = time if terms.rhythm == "deferred" and self.clock.knows else length
            part.count["answered_in_target"] += measured <= terms.target
        elif wait.end == "abandoned":
            part.count["abandoned"] += 1
            part.amount["lost_wait"].add(length)
            if terms.rhythm == "live" and length < terms.short_limit:
                part.count["abandoned_short"] += 1
            elif terms.counts_abandoned:
                part.level_base += 1

    def add_ratings(self, session):
        for at, isAnswer in ((session.asked, False), (session.rated, True)):
            if not self.within(at):
                continue
            leg = session.leg_at(at)
            part = self.part(at, leg.team, session.channel, leg.agent)
            if isAnswer:
                part.amount["stars"].add(session.rating)
            else:
                part.count["ratings_asked"] += 1

    def add_message(self, message, session, leg, last):
        """Counts a message for who had the session, an answer for its author."""
        if not self.within(message.at):
            return
        channel = session.channel if session else message.channel
        agent = message.author if not message.inbound else (leg.agent if leg else None)
        part = self.part(message.at, leg.team if leg else None, channel, agent)
        part.count["messages_in" if message.inbound else "messages_out"] += 1
        if message.delivery in ("failed", "unknown"):
            # As it stands now, for the team that has or had the session last.
            part = self.part(message.at, last.team if last else None, channel, message.author)
            part.count["messages_" + message.delivery] += 1


class Person:
    """What somebody did with the period, by the report of presence."""

    def __init__(self, row):
        self.teams = [team for team in row["teams"].split(", ") if team]
        self.limit = int(row["session_limit"] or 0)
        self.available, self.paused, self.service = [], 0, []

    def add_to(self, figures):
        figures.has_work = True
        figures.paused += self.paused
        for start, end in self.available:
            figures.available += end - start
            figures.capacity += (end - start) * self.limit
            counted = start
            for begun, ended in sorted(self.service):
                begun, ended = max(begun, start), min(ended, end)
                if begun >= ended:
                    continue
                if self.limit:
                    figures.utilised += ended - begun
                if ended > counted:
                    figures.occupied += ended - max(counted, begun)
                    counted = ended


def people(path, sessions):
    """Everybody who was there in the period, with the sessions they had."""
    stretches, sums = rows(path)[:2]
    found = {row["agent"]: Person(row) for row in sums}
    for row in stretches:
        start, end = moment(row["started"]), moment(row["ended"])
        if row["state"] == "available" and start < end:
            found[row["agent"]].available.append((start, end))
        elif row["state"] == "paused":
            found[row["agent"]].paused += end - start
    for session in sessions:
        for leg in session.legs:
            if leg.phase == "inService" and leg.agent in found:
                end = leg.ended if leg.ended is not None else sys.maxsize
                found[leg.agent].service.append((leg.started, end))
    return found


# Comparing


class Comparison:
    """Collects what differs, and how much was compared."""

    def __init__(self):
        self.compared = 0
        self.differences = []

    def check(self, where, metric, printed, value, kind):
        self.compared += 1
        wanted = write(value, kind)
        if printed != wanted:
            self.differences.append(f"{where} {metric}: the report says {printed or 'nothing'}, "
                                    f"the legs say {wanted or 'nothing'}")


def write(value, kind):
    """Writes a value as the CSV of reports does."""
    if value is None:
        return ""
    if kind == "duration":
        whole, rest = divmod(value, 1_000)
        return str(whole) + (f".{rest:03}" if rest else "")
    if kind == "ratio":
        return f"{value:.6f}"
    if kind == "stars":
        return f"{value:.2f}"
    return str(value)


def kind_of(metric):
    if metric.endswith(("_mean", "_p50", "_p90", "_time")) and metric != "rating_mean":
        return "duration"
    if metric.endswith("_rate") or metric in ("service_level", "occupancy", "utilisation"):
        return "ratio"
    return "stars" if metric == "rating_mean" else "count"


def compare_parts(comparison, name, table, count):
    """Compares a report that has a row for each part."""
    for row in table:
        figures = count.parts.get(row["name"], Figures()).metrics()
        for metric, value in figures.items():
            if metric in row:
                where = f"{name} {row['name']}"
                comparison.check(where, metric, row[metric], value, kind_of(metric))
    for part in set(count.parts) - {row["name"] for row in table}:
        if any(value for value in count.parts[part].metrics().values()):
            comparison.differences.append(f"{name}: there is no row for {part}")


def step_of(wait):
    return next((i for i, end in enumerate(ENDS) if wait // 1_000 <= end), len(ENDS))


def compare_waits(comparison, table, whole):
    answered, lost = whole.amount["wait"].values, whole.amount["lost_wait"].values
    for index, row in enumerate(table):
        found = {
            "answered": sum(step_of(wait) == index for wait in answered),
            "abandoned": sum(step_of(wait) == index for wait in lost),
        }
        found["offered"] = sum(found.values())
        for metric, value in found.items():
            where = f"waits from {row['from_seconds']} s"
            comparison.check(where, metric, row[metric], value, "count")


def compare_hours(comparison, table, count):
    for row in table:
        figures = count.parts.get(row["hour"], Figures()).metrics()
        for metric in row:
            if metric != "hour":
                where = f"hour {row['hour']}"
                comparison.check(where, metric, row[metric], figures[metric], kind_of(metric))


def compare_moves(comparison, table, sessions, start, end):
    found = defaultdict(int)
    for session in sessions:
        for leg, after in zip(session.legs, session.legs[1:]):
            if leg.ended is not None and start <= leg.ended < end:
                if leg.end == "overflow" or after.start == "transfer":
                    found[leg.team or "", after.team or "", after.start] += 1
    for row in table:
        key = row["origin"], row["target"], row["cause"]
        comparison.check("moves " + " ".join(key), "moves", row["moves"], found.pop(key, 0), "count")
    comparison.differences += [f"moves: there is no row for {key}" for key in found]


def compare_ratings(comparison, table, sessions, start, end):
    wanted = {
        session.protocol: session.rating
        for session in sessions
        if session.rated is not None and start <= session.rated < end
    }
    for row in table:
        value = wanted.pop(row["protocol"], None)
        comparison.check("rating " + row["protocol"], "rating", row["rating"], value, "count")
    comparison.differences += [f"ratings: there is no row for {protocol}" for protocol in wanted]


class Outcome:
    """What became of some closed sessions."""

    def __init__(self):
        self.closed = self.success = self.lost = 0
        self.handle = Amount()

    def add(self, row):
        self.closed += 1
        self.success += row["outcome"] == "success"
        self.lost += row["outcome"] == "lost"
        if row["handle"]:
            self.handle.add(seconds(row["handle"]))


def compare_outcomes(comparison, table, of, closed, titles):
    """Compares a report that has a row for each disposition or label."""
    found = defaultdict(Outcome)
    for row in closed:
        for name in titles(row):
            found[name].add(row)
    for row in table:
        name = of(row)
        outcome = found.pop(name, Outcome())
        where = f"dispositions {name or '(none)'}"
        for metric, value, kind in [
            ("sessions_closed", outcome.closed, "count"), ("success", outcome.success, "count"),
            ("lost", outcome.lost, "count"), ("handle_mean", outcome.handle.mean, "duration"),
            ("share", outcome.closed / len(closed) if closed else None, "ratio"),
        ]:
            comparison.check(where, metric, row[metric], value, kind)
    comparison.differences += [f"dispositions: there is no row for {name}" for name in found]


def ways(table):
    """Tells the ways to the disposition of a session and to all above it; the empty one for none.

    Sessions say the last step alone, which is why each must be the last of one way only.
    """
    known = {row["name"]: row["path"] for row in table if row["path"]}
    assert len(known) == sum(bool(row["path"]) for row in table), "two dispositions of one name"

    def ways(row):
        steps = known.get(row["disposition"], row["disposition"]).split(" › ")
        return [" › ".join(steps[: count + 1]) for count in range(len(steps))]

    return ways


def labels(row):
    return [tag for tag in row["tags"].split(", ") if tag]


def compare_sessions(comparison, table, sessions):
    """Compares a row each: every figure of a session."""
    known = {session.protocol: session for session in sessions}
    for row in table:
        session = known[row["protocol"]]
        waits, _ = story(session)
        inbound = [wait for wait in waits if not wait.outbound]
        answered = [wait.ended - wait.started for wait in inbound if wait.end == "answered"]
        first = [w.responded - w.started for w in inbound if w.responded is not None]
        served = [
            leg for leg in session.legs if leg.phase == "inService" and leg.ended is not None
        ]
        closed = session.closed
        found = {
            "wait": sum(answered) if answered else None,
            "first_response": first[0] if first else None,
            "handle": sum(leg.length for leg in served) if served else None,
            "handle_active": sum(map(session.active, served)) if served else None,
            "resolution": closed and closed - session.legs[0].started - session.gaps,
        }
        counts = {
            "messages_in": sum(message.inbound for message in session.messages),
            "messages_out": sum(not message.inbound for message in session.messages),
            "transfers": sum(leg.start == "transfer" for leg in session.legs),
            "reopenings": sum(leg.start == "reopen" for leg in session.legs),
            "rating": session.rating,
        }
        if session.closed is None:
            del found["resolution"]
        for metric, value in found.items():
            comparison.check(row["protocol"], metric, row[metric], value, "duration")
        for metric, value in counts.items():
            comparison.check(row["protocol"], metric, row[metric], value, "count")


def main():
    parser = argparse.ArgumentParser(description="Computes figures again from legs, and compares.")
    parser.add_argument("--legs", required=True, help="CSV of the report legs")
    parser.add_argument("--messages", required=True, help="CSV of the report messages")
    parser.add_argument("--presence", help="CSV of the report presence, of the same period")
    parser.add_argument("--from", dest="start", required=True, help="start of the period")
    parser.add_argument("--to", dest="end", required=True, help="end of the period, exclusive")
    parser.add_argument("--closed", help="CSV of the report sessions, of those closed in the period")
    parser.add_argument("--teams", help="the answer of GET /api/v1/teams")
    parser.add_argument("--hours", help="the answer of GET /api/v1/business-hours")
    parser.add_argument("--zone", default="America/Sao_Paulo", help="time zone of hours")
    parser.add_argument("reports", nargs="+", help="REPORT=FILE.csv, for each to be compared")
    options = parser.parse_args()

    by_protocol = defaultdict(list)
    for row in rows(options.messages)[0]:
        message = Message(row)
        by_protocol[message.protocol].append(message)
    lines = defaultdict(list)
    for row in rows(options.legs)[0]:
        lines[row["session"]].append(row)
    sessions = [Session(legs, by_protocol[legs[0]["protocol"]]) for legs in lines.values()]
    loose = by_protocol[""]

    # Figures are of whole quarters of an hour: the period is moved outwards to them.
    start = moment(options.start) // QUARTER * QUARTER
    end = -(-moment(options.end) // QUARTER) * QUARTER
    zone = zoneinfo.ZoneInfo(options.zone)
    clock = Clock(options.teams, options.hours)
    staff = people(options.presence, sessions) if options.presence else {}

    def hour(at):
        return str(datetime.datetime.fromtimestamp(at / 1_000, zone).hour)

    def count(dimension, key=None):
        found = Count(start, end, dimension, clock, key)
        for session in sessions:
            found.add(session)
        for message in loose:
            found.add_message(message, None, None, None)
        for name, person in staff.items():
            for part in {"agent": [name], "team": person.teams}.get(dimension, []):
                person.add_to(found.parts[part])
        return found

    comparison = Comparison()
    for report in options.reports:
        name, _, path = report.partition("=")
        tables = rows(path)
        if name in ("teams", "agents", "channels"):
            compare_parts(comparison, name, tables[0], count(name.removesuffix("s")))
        elif name == "service-level":
            compare_waits(comparison, tables[0], count("total").parts[""])
            compare_hours(comparison, tables[1], count("total", hour))
            compare_parts(comparison, name, tables[2], count("team"))
        elif name == "overflow":
            compare_moves(comparison, tables[0], sessions, start, end)
            compare_parts(comparison, name, tables[1], count("team"))
        elif name == "ratings":
            compare_ratings(comparison, tables[0], sessions, start, end)
        elif name == "dispositions":
            if not options.closed:
                parser.error("dispositions need --closed")
            closed = rows(options.closed)[0]
            tree = tables[0]
            compare_outcomes(comparison, tree, lambda row: row["path"], closed, ways(tree))
            for tags in tables[1:2]:
                compare_outcomes(comparison, tags, lambda row: row["name"], closed, labels)
        elif name == "sessions":
            compare_sessions(comparison, tables[0], sessions)
        else:
            parser.error(f"there is no way to recompute {name}")
    print(f"compared {comparison.compared} figures, {len(comparison.differences)} differ")
    for difference in comparison.differences:
        print(difference)
    return 1 if comparison.differences or comparison.compared == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
