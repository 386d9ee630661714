package dev.firebreak.worker.loop;

import java.sql.Timestamp;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which topics have tasks that no worker has locked. A fetch that names only these is short: the engine writes the SQL of
 * a fetch anew for each topic that it may take, and a node handles a hundred.
 */
@Component
class DueTopics {

    private final JdbcClient jdbc;

    DueTopics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of the topics that may have a due task; a fetch decides. */
    Set<String> among(Set<String> topics) {
        return jdbc
                .sql("select distinct TOPIC_NAME_ from ACT_RU_EXT_TASK"
                        + " where LOCK_EXP_TIME_ is null or LOCK_EXP_TIME_ <= ?")
                .param(new Timestamp(ClockUtil.getCurrentTime().getTime()))
                .query(String.class)
                .list()
                .stream()
                .filter(topics::contains)
                .collect(Collectors.toUnmodifiableSet());
    }
}
