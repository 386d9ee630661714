package dev.firebreak.oncall.paging;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.comms.channel.NotificationKey;
import dev.firebreak.incident.IncidentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Repository of pages that go on over a person's next channels. Changes join the caller's transaction. */
@Repository
class FollowUps {

    private static final int AT_A_TIME = 200;
    private static final String ROW = " where incident_id = ? and message = ? and person = ? and channel = ?";

    /** @param pagedAt when the person got the page; an acknowledgement after that ends it */
    record FollowUp(
            NotificationKey key,
            String person,
            String channel,
            PagingPolicy policy,
            Instant pagedAt,
            Instant leasedUntil) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    FollowUps(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void add(Page page, String person, String channel, Instant pagedAt, Instant due) {
        jdbc.sql("insert into page_follow_up (incident_id, message, person, channel, policy, paged_at, due_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing")
                .params(page.key().incident().value(), page.key().message(), person, channel)
                .params(page.policy().name(), at(pagedAt), at(due))
                .update();
    }

    /** Those that no node works on, the oldest first. */
    List<FollowUp> due() {
        return jdbc.sql(
                        "select * from page_follow_up where due_at <= :now and (leased_until is null or leased_until <= :now)"
                                + " order by due_at limit " + AT_A_TIME)
                .param("now", at(clock.instant()))
                .query(FollowUps::row)
                .list();
    }

    /** Takes a lease; false if another node took it first. */
    boolean claim(FollowUp one, Instant until) {
        return jdbc.sql("update page_follow_up set leased_until = ?" + ROW
                                + " and (leased_until is null or leased_until <= ?)")
                        .param(at(until))
                        .params(one.key().incident().value(), one.key().message(), one.person(), one.channel())
                        .param(at(clock.instant()))
                        .update()
                == 1;
    }

    void again(FollowUp one, Instant due) {
        jdbc.sql("update page_follow_up set leased_until = null, due_at = ?" + ROW)
                .param(at(due))
                .params(one.key().incident().value(), one.key().message(), one.person(), one.channel())
                .update();
    }

    void done(FollowUp one) {
        jdbc.sql("delete from page_follow_up" + ROW)
                .params(one.key().incident().value(), one.key().message(), one.person(), one.channel())
                .update();
    }

    /** Whether the incident is open and nobody acknowledged after the page. */
    boolean isWanted(FollowUp one, List<String> open) {
        return jdbc.sql("""
                        select count(*) from incident i where i.id = :incident and i.status in (:open) and not exists (
                          select 1 from timeline_entry t where t.incident_id = i.id and t.milestone = 'ACKNOWLEDGED'
                          and t.at >= :paged)""")
                        .param("incident", one.key().incident().value())
                        .param("open", open)
                        .param("paged", at(one.pagedAt()))
                        .query(Long.class)
                        .single()
                == 1;
    }

    private static FollowUp row(ResultSet row, int n) throws SQLException {
        return new FollowUp(
                new NotificationKey(new IncidentId(row.getString("incident_id")), row.getString("message"), true),
                row.getString("person"),
                row.getString("channel"),
                PagingPolicy.valueOf(row.getString("policy")),
                instant(row, "paged_at"),
                instant(row, "leased_until"));
    }
}
