"""The tables of a live store, and what they are looked up by."""

FORM = 4
"""Which tables a store has; another form is filled anew."""
TABLES = """
create table report (report_id text primary key, recorded_at text, victimless integer, digest text, content text)
    without rowid;
create table mention (
    nr integer primary key, mention_id text not null, report_id text not null, role text not null, position integer,
    has_details integer, sided integer, fields text,
    component integer, step_0 integer, step_1 integer, step_2 integer,
    person_id text, probability real, reason text, name text
);
create table strong (mention integer primary key, edges blob);
create table block (key integer, mention integer, primary key (key, mention)) without rowid;
create table together (
    nr integer primary key, a integer, b integer, c integer, d integer, weight real, unique (a, b, c, d)
);
create table touches (mention integer, together integer, primary key (mention, together)) without rowid;
create table standing (report_id text, place integer, course_id text, primary key (report_id, place)) without rowid;
create table given (id text primary key) without rowid;
create table change (
    nr integer primary key, report_id text, noun text, change text, before text, after text, reason text
);
create table decision (nr integer primary key, content text);
create table part (kind text, text text, beside text, mention integer, primary key (kind, text, beside, mention))
    without rowid;
create table addition (nr integer primary key, report_id text, report text);
create table whole (report_id text primary key, rows blob) without rowid;
create table setting (name text primary key, value text) without rowid;
"""
INDEXES = """
create index mention_of_report on mention (report_id);
create index mention_of_component on mention (component);
create index mention_of_step_0 on mention (step_0);
create index mention_of_step_1 on mention (step_1);
create index mention_of_step_2 on mention (step_2);
create index mention_of_person on mention (person_id);
create index change_by_report on change (report_id);
create index standing_of_course on standing (course_id);
create index report_of_day on report (recorded_at);
"""
