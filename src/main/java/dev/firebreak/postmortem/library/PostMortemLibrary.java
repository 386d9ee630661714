package dev.firebreak.postmortem.library;

import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.incident.Decision;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Timeline;
import dev.firebreak.postmortem.record.PostMortems;
import dev.firebreak.text.Text;
import dev.firebreak.web.FieldInvalid;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** All post-mortems that a person may see, by words, tag and cause. */
@Component
public class PostMortemLibrary {

    private static final int MOST = 50;
    private static final int MOST_TAGS = 10;
    private static final int MOST_WORDS = 8;
    private static final Pattern TAG = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private static final String VISIBLE = """
            (not exists (select 1 from members_only r where r.incident_id = i.id)
             or exists (select 1 from incident_member m where m.incident_id = i.id and m.person = :viewer))""";

    private final JdbcClient jdbc;
    private final PostMortems postMortems;
    private final Timeline timeline;

    PostMortemLibrary(JdbcClient jdbc, PostMortems postMortems, Timeline timeline) {
        this.jdbc = jdbc;
        this.postMortems = postMortems;
        this.timeline = timeline;
    }

    /**
     * At most fifty, the latest incident first.
     *
     * @param words each is in the title, the service, the cause or a section; empty for all
     * @param tag empty for all
     */
    public List<LibraryEntry> find(String words, String tag, String viewer) {
        var parts = Arrays.stream(words.strip().toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(it -> !it.isEmpty())
                .limit(MOST_WORDS)
                .toList();
        var values = new HashMap<String, Object>(Map.of("viewer", viewer, "tag", tag, "most", MOST));
        var conditions = new StringBuilder();
        for (var n = 0; n < parts.size(); n++) {
            conditions
                    .append(" and lower(i.id || ' ' || i.title || ' ' || i.service || ' ' || coalesce(i.root_cause, '')"
                            + " || ' ' || coalesce(p.summary, '') || ' ' || coalesce(p.what_happened, '')"
                            + " || ' ' || coalesce(p.contributing_factors, '') || ' ' || coalesce(p.lessons, ''))"
                            + " like :word")
                    .append(n)
                    .append(" escape '!'");
            values.put("word" + n, Text.likePattern(parts.get(n)));
        }
        return jdbc
                .sql("""
                        select p.incident_id, p.status, p.due_at, p.summary, i.title, i.service, i.severity, i.opened_at,
                          i.root_cause from postmortem p join incident i on i.id = p.incident_id
                        where (:tag = '' or exists (select 1 from postmortem_tag t
                            where t.incident_id = p.incident_id and t.tag = :tag)) and\s""" + VISIBLE + conditions + " order by i.opened_at desc, i.id desc limit :most")
                .params(values)
                .query((row, n) -> new LibraryEntry(
                        new IncidentId(row.getString("incident_id")),
                        row.getString("title"),
                        row.getString("service"),
                        row.getString("severity"),
                        row.getString("status"),
                        instant(row, "opened_at"),
                        instant(row, "due_at"),
                        row.getString("root_cause"),
                        row.getString("summary"),
                        List.of()))
                .list()
                .stream()
                .map(this::withTags)
                .toList();
    }

    private LibraryEntry withTags(LibraryEntry entry) {
        return new LibraryEntry(
                entry.incident(),
                entry.title(),
                entry.service(),
                entry.severity(),
                entry.status(),
                entry.openedAt(),
                entry.dueAt(),
                entry.cause(),
                entry.summary(),
                tags(entry.incident()));
    }

    /** The tags of one post-mortem. */
    public List<String> tags(IncidentId incident) {
        return jdbc.sql("select tag from postmortem_tag where incident_id = ? order by tag")
                .param(incident.value())
                .query(String.class)
                .list();
    }

    /** The tags that the person may see, the most used first. */
    public List<String> allTags(String viewer) {
        return jdbc.sql("select t.tag from postmortem_tag t join incident i on i.id = t.incident_id where " + VISIBLE
                        + " group by t.tag order by count(*) desc, t.tag limit 50")
                .param("viewer", viewer)
                .query(String.class)
                .list();
    }

    /** Replaces the tags of a post-mortem. */
    @Transactional
    public List<String> tag(IncidentId incident, List<String> tags, String by) {
        postMortems.get(incident);
        var wanted = tags.stream()
                .map(it -> it.strip().toLowerCase(Locale.ROOT))
                .filter(it -> !it.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        if (wanted.size() > MOST_TAGS
                || wanted.stream().anyMatch(it -> !TAG.matcher(it).matches())) {
            throw new FieldInvalid("tags", "at most " + MOST_TAGS + ", each of letters, digits and dashes");
        }
        if (!List.copyOf(wanted).equals(tags(incident))) {
            jdbc.sql("delete from postmortem_tag where incident_id = ?")
                    .param(incident.value())
                    .update();
            wanted.forEach(it -> jdbc.sql("insert into postmortem_tag (incident_id, tag) values (?, ?)")
                    .params(incident.value(), it)
                    .update());
            timeline.decide(
                    incident,
                    Decision.POST_MORTEM_EDITED,
                    wanted.isEmpty()
                            ? "Tags of the post-mortem removed"
                            : "Post-mortem tagged " + String.join(", ", wanted),
                    by);
        }
        return List.copyOf(wanted);
    }
}
