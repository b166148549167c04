-- What is counted of a run, from its own tables. A course is counted once, where and when its first report came in.
CREATE TEMP VIEW first_reports AS
SELECT cr.course_id, arg_min(struct_pack(m := r.recorded_at, h := coalesce(trim(r.offence), '')),
         struct_pack(at := coalesce(r.recorded_at, TIMESTAMP '9999-01-01'), id := r.report_id)) AS first,
       coalesce(arg_min(nullif(trim(r.district), ''),
         struct_pack(at := coalesce(r.recorded_at, TIMESTAMP '9999-01-01'), id := r.report_id))
         FILTER (nullif(trim(r.district), '') IS NOT NULL), '') AS district
FROM course_reports cr JOIN reports r USING (report_id) GROUP BY cr.course_id;

CREATE TEMP TABLE places AS
SELECT course_id, CAST(date_trunc('month', first.m) AS DATE) AS month, left(district, 200) AS district,
       left(first.h, 200) AS heading
FROM first_reports;

CREATE TEMP VIEW standing AS
SELECT course_id,
  CASE WHEN stalking = 'indicated' AND recorded_as_stalking THEN 'recorded'
       WHEN stalking = 'indicated' AND list_contains(list_transform(decided, lambda d: d.kind), 'stalking') THEN 'decided'
       WHEN stalking = 'indicated' THEN 'open'
       WHEN recorded_as_stalking THEN 'recorded_only'
       WHEN stalking = 'possible' THEN 'possible' ELSE 'rest' END AS answer
FROM assessments;

CREATE TEMP TABLE answers AS
SELECT course_id, check_id,
  CASE answer WHEN 'cannot_tell' THEN 'cannot_tell' WHEN 'not_met' THEN 'not_met'
    ELSE CASE WHEN due_at IS NULL OR done_at IS NULL THEN 'met' WHEN done_at <= due_at THEN 'in_time' ELSE 'later' END
  END AS answer
FROM checks WHERE answer <> 'not_applicable' AND check_id NOT IN (SELECT check_id FROM duties_left_out);

CREATE TEMP TABLE crimes AS
SELECT r.report_id, CAST(date_trunc('month', r.recorded_at) AS DATE) AS month, coalesce(trim(r.district), '')[:200] AS district,
       coalesce(trim(r.offence), '')[:200] AS heading, coalesce(trim(r.included_classifications), '')[:200] AS included,
       coalesce(r.offence_code, '') AS offence_code, upper(trim(coalesce(r.outcome_code, ''))) AS code
FROM reports r WHERE r.kind = 'crime' OR nullif(trim(r.outcome_code), '') IS NOT NULL;

CREATE TEMP TABLE standings AS
SELECT cr.report_id, arg_min(struct_pack(course_id := a.course_id, stalking := a.stalking), struct_pack(
         place := list_position(['indicated', 'possible', 'not_indicated'], a.stalking), id := a.course_id)) AS strongest
FROM course_reports cr JOIN assessments a USING (course_id) GROUP BY cr.report_id;

CREATE TEMP TABLE ended AS
SELECT c.*, CASE WHEN c.code = '' THEN 'none' WHEN c.code IN (SELECT code FROM second_looks) THEN 'second_look' ELSE 'other' END
       AS answer
FROM crimes c JOIN standings s USING (report_id) WHERE s.strongest.stalking IN ('indicated', 'possible');

CREATE TEMP VIEW looked AS
SELECT e.month, e.code, e.report_id,
       CASE WHEN bool_or(k.answer = 'not_met') THEN 'not_met'
            WHEN bool_and(coalesce(k.answer, '') = 'met') THEN 'met' ELSE 'cannot_tell' END AS answer
FROM ended e JOIN second_looks l USING (code) JOIN course_reports cr USING (report_id)
LEFT JOIN checks k ON k.course_id = cr.course_id AND k.check_id = l.check_id
GROUP BY ALL;

CREATE TEMP VIEW cells AS
SELECT 'courses' AS cube, 'district' AS parted, month, district AS name, answer, count(*) AS n
  FROM standing JOIN places USING (course_id) GROUP BY ALL
UNION ALL
SELECT 'courses', 'heading', month, heading, answer, count(*) FROM standing JOIN places USING (course_id) GROUP BY ALL
UNION ALL
SELECT 'duties', 'district', month, district, answer, count(*) FROM answers JOIN places USING (course_id) GROUP BY ALL
UNION ALL
SELECT 'duties', 'heading', month, heading, answer, count(*) FROM answers JOIN places USING (course_id) GROUP BY ALL
UNION ALL
SELECT 'duties', 'row', month, check_id, answer, count(*) FROM answers JOIN places USING (course_id) GROUP BY ALL
UNION ALL
SELECT 'outcomes', 'district', month, district, answer, count(*) FROM ended GROUP BY ALL
UNION ALL
SELECT 'outcomes', 'heading', month, heading, answer, count(*) FROM ended GROUP BY ALL
UNION ALL
SELECT 'codes', 'row', month, code, answer, count(*) FROM looked GROUP BY ALL;

-- A clock of hours tells to the minute when it began; others are told by the moment on file that would give this day.
CREATE TEMP VIEW moments AS
SELECT cr.course_id, r.recorded_at AS at FROM course_reports cr JOIN reports r USING (report_id) WHERE r.recorded_at IS NOT NULL
UNION
SELECT cr.course_id, l.at FROM course_reports cr JOIN log l USING (report_id) WHERE l.at IS NOT NULL;

CREATE TEMP VIEW begun AS
SELECT k.course_id, k.check_id, k.done_at, min(m.at) AS began
FROM checks k JOIN clocks c USING (check_id) JOIN moments m USING (course_id)
LEFT JOIN working_days w ON w.within = c.within AND w.day = CAST(m.at AS DATE)
WHERE k.due_at IS NOT NULL AND k.done_at IS NOT NULL AND k.answer IN ('met', 'not_met') AND CASE c.unit
    WHEN 'minutes' THEN m.at + to_minutes(c.within) = k.due_at
    WHEN 'hours' THEN m.at + to_hours(c.within) = k.due_at
    WHEN 'days' THEN CAST(m.at AS DATE) + c.within = CAST(k.due_at AS DATE)
    WHEN 'months' THEN CAST(CAST(m.at AS DATE) + to_months(c.within) AS DATE) = CAST(k.due_at AS DATE)
    ELSE w.due = CAST(k.due_at AS DATE) END
GROUP BY ALL;

CREATE TEMP VIEW elapsed AS
SELECT month, check_id, CAST(greatest(0, date_diff('minute', began, done_at)) AS BIGINT) AS minutes, count(*) AS n
FROM begun JOIN places USING (course_id) GROUP BY ALL;

CREATE TEMP VIEW told_acts AS
SELECT report_id, ' ' || string_agg(DISTINCT code, ' ' ORDER BY code) || ' ' AS acts
FROM findings WHERE family = 'behaviour' AND context IN ('affirmed', 'denied') GROUP BY report_id;

CREATE TEMP VIEW any_heading AS
SELECT c.report_id, s.strongest.course_id AS course_id, s.strongest.stalking AS stalking, c.month, c.district, c.heading,
       c.included, c.offence_code, a.acts
FROM crimes c JOIN standings s USING (report_id) JOIN told_acts a USING (report_id);

CREATE TEMP VIEW months AS
SELECT CAST(date_trunc('month', min(recorded_at)) AS DATE) AS first, CAST(date_trunc('month', max(recorded_at)) AS DATE) AS last
FROM reports;
