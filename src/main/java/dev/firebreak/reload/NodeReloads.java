package dev.firebreak.reload;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.reload.ReloadStatus.Drift;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of what each node has in force, so that nodes with different files are noticed. */
@Repository
class NodeReloads {

    /** A node that has said nothing for longer is gone. */
    static final Duration ALIVE = Duration.ofMinutes(2);

    private static final Duration KEPT = Duration.ofDays(1);

    private final JdbcClient jdbc;

    NodeReloads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void say(String node, String unit, String sha256, Instant now) {
        var known = jdbc.sql("update node_reload set sha256 = ?, seen_at = ? where node = ? and unit = ?")
                        .params(sha256, at(now), node, unit)
                        .update()
                == 1;
        if (!known) {
            jdbc.sql("insert into node_reload (node, unit, sha256, seen_at) values (?, ?, ?, ?) on conflict do nothing")
                    .params(node, unit, sha256, at(now))
                    .update();
        }
        jdbc.sql("delete from node_reload where seen_at < ?")
                .param(at(now.minus(KEPT)))
                .update();
    }

    /** The other nodes that run now, with what they have in force, by unit. */
    Map<String, List<Drift>> others(String node, Instant now) {
        var others = new HashMap<String, List<Drift>>();
        jdbc.sql("select unit, node, sha256 from node_reload where node <> ? and seen_at > ? order by node")
                .params(node, at(now.minus(ALIVE)))
                .query((ResultSet row) -> {
                    others.computeIfAbsent(row.getString(1), unit -> new ArrayList<>())
                            .add(new Drift(row.getString(2), row.getString(3)));
                });
        return others;
    }
}
