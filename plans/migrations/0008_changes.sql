-- The log of changes: see docs/adr/0006-changes.md.
-- Triggers note what each statement has changed, in rows that nobody else sees; when the transaction commits, all it has noted
-- is written to plans_change, with numbers in the order of commits.

-- The last number given, and when. Whoever gives numbers holds this one row until its commit is done. `epoch` tells one
-- database from another that was built anew.
CREATE TABLE plans_change_state (epoch text NOT NULL, sequence bigint NOT NULL, at timestamptz NOT NULL);
INSERT INTO plans_change_state VALUES (left(md5(gen_random_uuid()::text), 8), 0, clock_timestamp());

-- What this transaction has changed so far: a row for each statement. Empty for everybody else.
CREATE TABLE plans_change_pending (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp(), resource text NOT NULL,
  operation text NOT NULL, cause text NOT NULL DEFAULT coalesce(nullif(current_setting('planapi.cause', true), ''), 'maintenance'),
  ids text[] COLLATE "C", documents uuid[], places jsonb[]
);

-- Note every change of a table from now on. Call it again for a table that has got other columns.
--   list       what the API calls it
--   internal   columns the API does not tell: a change of these alone is no change of the record
--   retold     columns that other records tell as well
--   document   of a row r, its document
--   place      of a deleted row r, where it stood
CREATE FUNCTION plans_follow(followed regclass, list text, internal text[], retold text[], document text, place text)
RETURNS void LANGUAGE plpgsql AS $follow$
DECLARE
  function_name text := 'plans_note_' || replace(list, '-', '_');
  key text := (SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
               WHERE i.indrelid = followed AND i.indisprimary);
  told text[] := (SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute
                  WHERE attrelid = followed AND attnum > 0 AND NOT attisdropped AND attname <> ALL (internal || key));
  event text;
BEGIN
  EXECUTE format($function$
    CREATE OR REPLACE FUNCTION %1$I() RETURNS trigger LANGUAGE plpgsql AS $body$
    BEGIN
      IF TG_OP = 'INSERT' THEN
        INSERT INTO plans_change_pending (resource, operation, ids, documents)
        SELECT %2$L, 'create', array_agg(r.%3$I::text), array_agg(%4$s) FROM new_rows r HAVING count(*) > 0;
      ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO plans_change_pending (resource, operation, ids, documents, places)
        SELECT %2$L, 'delete', array_agg(r.%3$I::text), array_agg(%4$s), array_agg(%5$s) FROM old_rows r HAVING count(*) > 0;
      ELSE
        INSERT INTO plans_change_pending (resource, operation, ids, documents)
        SELECT %2$L, 'update', coalesce(array_agg(key) FILTER (WHERE changed), '{}'), array_agg(document) FILTER (WHERE changed)
        FROM (SELECT r.%3$I::text AS key, %4$s AS document, ROW(%6$s) IS DISTINCT FROM ROW(%7$s) AS changed
              FROM new_rows r JOIN old_rows o ON o.%3$I = r.%3$I) AS both_rows
        HAVING count(*) > 0;
        %8$s
      END IF;
      RETURN NULL;
    END $body$ $function$,
    function_name, list, key, document, place,
    (SELECT string_agg(format('o.%I', name), ', ') FROM unnest(told) AS name),
    (SELECT string_agg(format('r.%I', name), ', ') FROM unnest(told) AS name),
    CASE WHEN retold = '{}' THEN '' ELSE format(
      'INSERT INTO plans_change_pending (resource, operation, ids) SELECT %L, ''retell'', array_agg(r.%I::text)
       FROM new_rows r JOIN old_rows o ON o.%2$I = r.%2$I WHERE ROW(%s) IS DISTINCT FROM ROW(%s) HAVING count(*) > 0;',
      list, key,
      (SELECT string_agg(format('o.%I', name), ', ') FROM unnest(retold) AS name),
      (SELECT string_agg(format('r.%I', name), ', ') FROM unnest(retold) AS name)) END
  );
  FOREACH event IN ARRAY ARRAY['INSERT', 'UPDATE', 'DELETE'] LOOP
    EXECUTE format('CREATE OR REPLACE TRIGGER %I AFTER %s ON %s %s FOR EACH STATEMENT EXECUTE FUNCTION %I()',
      'note_' || lower(event), event, followed,
      CASE event WHEN 'INSERT' THEN 'REFERENCING NEW TABLE AS new_rows' WHEN 'DELETE' THEN 'REFERENCING OLD TABLE AS old_rows'
                 ELSE 'REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows' END,
      function_name);
  END LOOP;
END $follow$;

-- A project is told while a document mentions it: what concerns a mention's project is noted as well, and where its mentions go.
CREATE FUNCTION plans_note_mentioned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO plans_change_pending (resource, operation, ids)
    SELECT 'projects', 'touch', array_agg(DISTINCT project_id::text) FROM new_rows WHERE project_id IS NOT NULL HAVING count(*) > 0;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO plans_change_pending (resource, operation, ids)
    SELECT 'projects', 'touch', array_agg(DISTINCT project_id::text) FROM old_rows WHERE project_id IS NOT NULL HAVING count(*) > 0;
  ELSE
    INSERT INTO plans_change_pending (resource, operation, ids, places)
    SELECT 'projects', 'moved', array_agg(before), array_agg(to_jsonb(after)) FROM (
      SELECT DISTINCT o.project_id::text AS before, n.project_id::text AS after FROM new_rows n JOIN old_rows o ON o.id = n.id
      WHERE n.project_id IS DISTINCT FROM o.project_id) AS moves
    HAVING count(*) > 0;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER note_mentioned_insert AFTER INSERT ON plans_projectmention REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION plans_note_mentioned();
CREATE TRIGGER note_mentioned_update AFTER UPDATE ON plans_projectmention REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION plans_note_mentioned();
CREATE TRIGGER note_mentioned_delete AFTER DELETE ON plans_projectmention REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION plans_note_mentioned();

-- Places of records that go when a document gets another source count in the one it had.
CREATE FUNCTION plans_note_current_source() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO plans_change_pending (resource, operation, ids, places)
  SELECT 'documents', 'source', array_agg(n.id::text), array_agg(to_jsonb(o.source_id)) FROM new_rows n JOIN old_rows o ON o.id = n.id
  WHERE o.source_id <> n.source_id HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER note_current_source AFTER UPDATE ON plans_document REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION plans_note_current_source();

SELECT plans_follow('plans_region', 'regions', '{}', '{full_name}', 'NULL::uuid', 'NULL::jsonb');
SELECT plans_follow('plans_indicator', 'indicators', '{edited_fields}', '{name}', 'NULL::uuid', 'NULL::jsonb');
SELECT plans_follow('plans_source', 'sources', '{content}', '{}', 'r.document_id', 'NULL::jsonb');
SELECT plans_follow('plans_document', 'documents', '{key,title_key,folded}', '{title,doc_type}', 'r.id', $$jsonb_build_object('key', r.key)$$);
SELECT plans_follow('plans_reference', 'references', '{title_key}', '{}', 'r.document_id', $$jsonb_build_object('title_key', r.title_key)$$);
SELECT plans_follow('plans_chapter', 'chapters', '{folded}', '{}', 'r.document_id',
  $$jsonb_build_object('line', r.line, 'end_line', r.end_line, 'start', r.start, 'end', r."end", 'eid', r.eid)$$);
SELECT plans_follow('plans_section', 'sections', '{folded}', '{}', 'r.document_id',
  $$jsonb_build_object('line', r.line, 'end_line', r.end_line, 'start', r.start, 'end', r."end", 'eid', r.eid)$$);
SELECT plans_follow('plans_paragraph', 'paragraphs', '{folded,source_map}', '{text,eid,chapter_id,section_id}', 'r.document_id',
  $$jsonb_build_object('line', r.line, 'end_line', r.end_line, 'start', r.start, 'end', r."end", 'eid', r.eid)$$);
SELECT plans_follow('plans_target', 'targets', '{indicator_key,position,folded}', '{}', 'r.document_id',
  $$jsonb_build_object('line', r.line, 'start', r.start, 'end', r."end", 'eid', (SELECT p.eid FROM plans_paragraph p WHERE p.id = r.paragraph_id))$$);
SELECT plans_follow('plans_outcome', 'outcomes', '{indicator_key,position,folded}', '{}', 'r.document_id',
  $$jsonb_build_object('line', r.line, 'start', r.start, 'end', r."end", 'eid', (SELECT p.eid FROM plans_paragraph p WHERE p.id = r.paragraph_id))$$);
SELECT plans_follow('plans_project', 'projects', '{name_key}', '{name}', 'NULL::uuid',
  $$jsonb_build_object('name_key', r.name_key, 'region', r.region_id)$$);
SELECT plans_follow('plans_projectmention', 'project-mentions', '{name_key,name_stem,position,folded}', '{}', 'r.document_id',
  $$jsonb_build_object('line', r.line, 'start', r.start, 'end', r."end", 'eid', (SELECT p.eid FROM plans_paragraph p WHERE p.id = r.paragraph_id))$$);
SELECT plans_follow('plans_correction', 'corrections', '{anchor,editor_id,withdrawn_by_id}', '{}', 'r.document_id', 'NULL::jsonb');
SELECT plans_follow('plans_diagnostic', 'diagnostics', '{resolved_by_id}', '{}', 'r.document_id',
  $$jsonb_build_object('line', r.line, 'end_line', r.end_line, 'start', r.start, 'end', r."end")$$);

-- Everything that is here already was made before the log began.
CREATE FUNCTION plans_ranks() RETURNS TABLE (resource text, rank bigint) LANGUAGE sql IMMUTABLE AS $$
  SELECT * FROM unnest(ARRAY['regions', 'indicators', 'documents', 'sources', 'references', 'chapters', 'sections', 'paragraphs', 'targets',
    'outcomes', 'projects', 'project-mentions', 'corrections', 'diagnostics']) WITH ORDINALITY
$$;
INSERT INTO plans_change (sequence, at, resource, object_id, operation, cause, document_id, place)
SELECT row_number() OVER (ORDER BY rank, object_id), clock_timestamp(), resource, object_id, operation, 'maintenance', document_id, place
FROM (
  SELECT 'regions' AS resource, code AS object_id, 'create' AS operation, NULL::uuid AS document_id, NULL::jsonb AS place FROM plans_region
  UNION ALL SELECT 'indicators', code, 'create', NULL, NULL FROM plans_indicator
  UNION ALL SELECT 'documents', id::text, 'create', id, NULL FROM plans_document
  UNION ALL SELECT 'sources', id::text, 'create', document_id, NULL FROM plans_source
  UNION ALL SELECT 'references', id::text, 'create', document_id, NULL FROM plans_reference
  UNION ALL SELECT 'chapters', id::text, 'create', document_id, NULL FROM plans_chapter
  UNION ALL SELECT 'sections', id::text, 'create', document_id, NULL FROM plans_section
  UNION ALL SELECT 'paragraphs', id::text, 'create', document_id, NULL FROM plans_paragraph
  UNION ALL SELECT 'targets', id::text, 'create', document_id, NULL FROM plans_target
  UNION ALL SELECT 'outcomes', id::text, 'create', document_id, NULL FROM plans_outcome
  UNION ALL SELECT 'projects', p.id::text, 'create', NULL, NULL FROM plans_project p
    WHERE EXISTS (SELECT 1 FROM plans_projectmention m WHERE m.project_id = p.id)
  UNION ALL SELECT 'projects', p.id::text, 'delete', NULL, jsonb_build_object('name_key', p.name_key, 'region', p.region_id) FROM plans_project p
    WHERE NOT EXISTS (SELECT 1 FROM plans_projectmention m WHERE m.project_id = p.id)
  UNION ALL SELECT 'project-mentions', id::text, 'create', document_id, NULL FROM plans_projectmention
  UNION ALL SELECT 'corrections', id::text, 'create', document_id, NULL FROM plans_correction
  UNION ALL SELECT 'diagnostics', id::text, 'create', document_id, NULL FROM plans_diagnostic
) AS stored JOIN plans_ranks() USING (resource);
UPDATE plans_change_state SET sequence = (SELECT coalesce(max(sequence), 0) FROM plans_change);

-- Records that tell something of those whose name, text or place has changed have changed as well.
CREATE FUNCTION plans_note_retold() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  told plans_change_pending;
  teller record;
BEGIN
  FOR told IN SELECT * FROM plans_change_pending WHERE operation = 'retell' ORDER BY id LOOP
    FOR teller IN SELECT * FROM (VALUES
      ('regions', 'targets', 'plans_target', 'region_id', 'text', 'document_id'),
      ('regions', 'outcomes', 'plans_outcome', 'region_id', 'text', 'document_id'),
      ('regions', 'projects', 'plans_project', 'region_id', 'text', 'NULL::uuid'),
      ('regions', 'project-mentions', 'plans_projectmention', 'region_id', 'text', 'document_id'),
      ('indicators', 'targets', 'plans_target', 'indicator_id', 'text', 'document_id'),
      ('indicators', 'outcomes', 'plans_outcome', 'indicator_id', 'text', 'document_id'),
      ('documents', 'project-mentions', 'plans_projectmention', 'document_id', 'uuid', 'document_id'),
      ('paragraphs', 'targets', 'plans_target', 'paragraph_id', 'uuid', 'document_id'),
      ('paragraphs', 'outcomes', 'plans_outcome', 'paragraph_id', 'uuid', 'document_id'),
      ('paragraphs', 'project-mentions', 'plans_projectmention', 'paragraph_id', 'uuid', 'document_id'),
      ('projects', 'project-mentions', 'plans_projectmention', 'project_id', 'uuid', 'document_id')
    ) AS t(told, resource, relation, key, type, document) WHERE t.told = told.resource LOOP
      EXECUTE format(
        'INSERT INTO plans_change_pending (resource, operation, cause, ids, documents)
         SELECT %L, ''retold'', $1, array_agg(id::text), array_agg(%s) FROM %I WHERE %I = ANY ($2::%s[]) HAVING count(*) > 0',
        teller.resource, teller.document, teller.relation, teller.key, teller.type) USING told.cause, told.ids;
    END LOOP;
  END LOOP;
END $$;

-- Runs when the transaction commits, once for all it has noted. Several changes of one record are one: what it was before
-- the transaction, and what it is after.
CREATE FUNCTION plans_publish() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last plans_change_state;
  moment timestamptz;
  given bigint;
BEGIN
  PERFORM FROM plans_change_pending LIMIT 1;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  SELECT * INTO last FROM plans_change_state FOR UPDATE;  -- from here until the commit nobody else gives numbers
  moment := greatest(clock_timestamp(), last.at);
  PERFORM plans_note_retold();
  WITH taken AS (
    DELETE FROM plans_change_pending RETURNING *
  ), noted AS (
    SELECT id AS step, nth, resource, CASE operation WHEN 'retold' THEN 'update' ELSE operation END AS operation, cause, object_id, document, place
    FROM taken, unnest(ids, documents, places) WITH ORDINALITY AS each(object_id, document, place, nth)
    WHERE operation <> 'retell'
  ), records AS (
    SELECT DISTINCT ON (resource, object_id) resource, object_id, cause, document, place, operation AS latest,
      first_value(operation) OVER firsts AS first, first_value(step) OVER firsts AS step, first_value(nth) OVER firsts AS nth
    FROM noted WHERE operation IN ('create', 'update', 'delete') AND resource <> 'projects'
    WINDOW firsts AS (PARTITION BY resource, object_id ORDER BY step, nth)
    ORDER BY resource, object_id, noted.step DESC, noted.nth DESC
  ), projects AS (
    SELECT object_id, min(step) AS step, min(nth) AS nth, (array_agg(cause ORDER BY step DESC))[1] AS cause,
      bool_or(operation IN ('create', 'update', 'delete')) AS changed,
      (array_agg(place ORDER BY step DESC) FILTER (WHERE operation = 'delete'))[1] AS place,
      jsonb_agg(DISTINCT place) FILTER (WHERE operation = 'moved' AND place <> 'null') AS goes_into
    FROM (
      SELECT step, nth, operation, cause, object_id, place FROM noted WHERE resource = 'projects'
      UNION ALL SELECT step, nth, 'touch', cause, place #>> '{}', NULL FROM noted WHERE resource = 'projects' AND operation = 'moved'
    ) AS concerned WHERE object_id IS NOT NULL GROUP BY object_id
  ), mentioned AS (
    SELECT projects.*,
      EXISTS (SELECT FROM plans_project p JOIN plans_projectmention m ON m.project_id = p.id WHERE p.id = object_id::uuid) AS now,
      coalesce((SELECT c.operation <> 'delete' FROM plans_change c WHERE c.object_id = projects.object_id AND c.resource = 'projects'
                ORDER BY c.sequence DESC LIMIT 1), false) AS before
    FROM projects
  ), sources AS MATERIALIZED (
    SELECT DISTINCT ON (object_id) object_id, place FROM noted WHERE operation = 'source' ORDER BY object_id, step
  ), changes AS (
    SELECT resource, object_id, CASE WHEN first = 'create' THEN 'create' WHEN latest = 'delete' THEN 'delete' ELSE 'update' END AS operation,
      cause, document, step, nth,
      CASE WHEN latest <> 'delete' THEN NULL WHEN place ? 'line' THEN place || jsonb_build_object('source', coalesce(
        (SELECT s.place FROM sources s WHERE s.object_id = records.document::text),
        (SELECT to_jsonb(d.source_id) FROM plans_document d WHERE d.id = records.document))) ELSE place END AS place
    FROM records WHERE first <> 'create' OR latest <> 'delete'
    UNION ALL
    SELECT 'projects', object_id, CASE WHEN NOT before THEN 'create' WHEN now THEN 'update' ELSE 'delete' END, cause, NULL, step, nth,
      CASE WHEN NOT now THEN jsonb_build_object('into', coalesce(goes_into, '[]')) || coalesce(place, (
        SELECT jsonb_build_object('name_key', p.name_key, 'region', p.region_id) FROM plans_project p WHERE p.id = object_id::uuid)) END
    FROM mentioned WHERE before <> now OR before AND changed
  )
  INSERT INTO plans_change (sequence, at, resource, object_id, operation, cause, document_id, place)
  SELECT last.sequence + row_number() OVER (
      ORDER BY operation = 'delete', CASE operation WHEN 'delete' THEN -rank ELSE rank END, step, nth
    ), moment, resource, object_id, operation, cause, document, place
  FROM changes JOIN plans_ranks() USING (resource);
  GET DIAGNOSTICS given = ROW_COUNT;
  -- The number moves also if nothing is told: what lists are ordered or filtered by may have changed.
  UPDATE plans_change_state SET sequence = last.sequence + greatest(given, 1), at = moment;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER publish AFTER INSERT ON plans_change_pending DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.operation <> 'retold') EXECUTE FUNCTION plans_publish();
