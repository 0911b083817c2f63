"""The same work in DuckDB and SciPy: one pass over each file, moments and counts in SQL."""

import sys

import duckdb
import shared

folder, out = sys.argv[1], sys.argv[2]
threads = int(sys.argv[3]) if len(sys.argv) > 3 else None
db = duckdb.connect()
if threads:
    db.execute(f"set threads = {threads}")


def csv(table):
    return f"read_csv('{folder}/inbox/{table}-*.csv', header = true, nullstr = '', all_varchar = true)"


def point(item, reverse):
    value = f"try_cast({item} as double)"
    value = f"case when {value} between 1 and 5 then {value} end"
    return f"6 - ({value})" if item in reverse else value


def score(items, reverse):
    points = ", ".join(point(item, reverse) for item in items)
    many = " + ".join(f"(({point(item, reverse)}) is not null)::int" for item in items)
    return f"case when {many} >= {shared.LEAST} then list_avg([{points}]) end"


scores = ", ".join(f"{score(*SCALE)} as {name}" for name, SCALE in shared.SCALES.items())
db.execute(f"""create temp table mentees as
    select id, wave, cast(day as date) as day, {scores}, {point('q19', [])} as q19, {point('q20', [])} as q20
    from {csv('mentee_survey')}""")
db.execute(f"""create temp table mentors as
    select id, cast(day as date) as day, {point('m19', [])} as m19, {point('m20', [])} as m20 from {csv('mentor_survey')}""")
db.execute(f"""create temp table matches as
    select id, mentee, setting, mode, cast("from" as date) as start, why is not null and why <> 'completed' and "to" is not null as failed,
        coalesce(cast("to" as date), date '{shared.CUT_OFF}') as last
    from {csv('matches')}""")
db.execute(f"""create temp table segments as
    select people.id, site, cohort, grade, gender, first.setting, first.mode
    from {csv('people')} as people
    left join (select mentee, arg_min(setting, start) as setting, arg_min(mode, start) as mode from matches group by mentee) as first
        on first.mentee = people.id
    where people.role = 'mentee'""")

numbers = {}
columns = ", ".join(f"a.{name} as {name}_a, b.{name} as {name}_b" for name in shared.SCALES)
db.execute(f"""create temp table pairs as
    select {columns}, segments.* exclude (id)
    from (select * from mentees where wave = 'baseline') as a
    join (select * from mentees where wave = 'followup') as b on b.id = a.id
    join segments on segments.id = a.id""")
for name in shared.SCALES:
    a, b = f"{name}_a", f"{name}_b"
    sets = ", ".join(f"({segment})" for segment in shared.SEGMENTS)
    rows = db.execute(f"""select {', '.join(shared.SEGMENTS)}, grouping({', '.join(shared.SEGMENTS)}) as place, count(*),
            avg({a}), avg({b}), var_samp({a}), var_samp({b}), covar_samp({a}, {b})
        from pairs where {a} is not null and {b} is not null
        group by grouping sets ((), {sets}) having count(*) >= 10""").fetchall()
    for row in rows:
        levels, place, values = row[: len(shared.SEGMENTS)], row[len(shared.SEGMENTS)], row[len(shared.SEGMENTS) + 1 :]
        at = [n for n in range(len(shared.SEGMENTS)) if not place >> (len(shared.SEGMENTS) - 1 - n) & 1]
        if at and levels[at[0]] is None:
            continue
        where = f"{shared.SEGMENTS[at[0]]}={levels[at[0]]}" if at else "all=all"
        numbers[f"growth {name} {where}"] = shared.hedges_g_av(*values)

shares = {}
for table, items in [("mentees", ["q19", "q20"]), ("mentors", ["m19", "m20"])]:
    for item in items:
        counts = db.execute(f"""select value, count(*) from (
            select arg_max({item}, day) as value from {table} where {item} is not null group by id) group by value order by value""").fetchall()
        shares[item] = [count for _, count in counts]
        top = sum(count for value, count in counts if value >= 4)
        numbers[f"satisfaction {item}"] = shared.wilson(top, sum(shares[item]))

moments = db.execute("""select days, sum(n) over (order by days desc), failed from (
        select last - start as days, count(*) as n, sum(failed::int) as failed from matches group by all)
    order by days""").fetchall()
of_lasting, curve = shared.kaplan_meier([(day, int(at_risk), int(failed)) for day, at_risk, failed in moments])
numbers |= of_lasting
db.execute(f"""create temp table spans as
    select matches.id, any_value(last - start + 1) / {shared.MONTH} as exposure, count(held.match) as events
    from matches
    left join (select match, cast(day as date) as day from {csv('meetings')}) as held
        on held.match = matches.id and held.day between matches.start and matches.last
    group by matches.id""")
n, events, exposure = db.execute("select count(*), sum(events), sum(exposure) from spans").fetchone()
squares = lambda value: db.execute("select sum((events - ? * exposure) ** 2) from spans", [value]).fetchone()[0]
numbers["meetings per month"] = shared.rate(n, float(events), exposure, squares)
shared.draw(out, numbers, curve, shares)
shared.write(out, numbers)
