package dev.firebreak.engine.models;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.engine.ModelAuthors;
import dev.firebreak.engine.command.SystemIdentity;
import dev.firebreak.engine.models.LatestModels.Version;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who deployed which file, and who released it, for each deployment. */
@Repository
public class ModelVersions implements ModelAuthors {

    private final JdbcClient jdbc;
    private final ObjectProvider<HistoryService> history;
    private final ObjectProvider<SystemIdentity> system;
    private final Clock clock;

    ModelVersions(
            JdbcClient jdbc,
            ObjectProvider<HistoryService> history,
            ObjectProvider<SystemIdentity> system,
            Clock clock) {
        this.jdbc = jdbc;
        this.history = history;
        this.system = system;
        this.clock = clock;
    }

    /**
     * Who brought a deployment.
     *
     * @param author the person who deployed or proposed it; null for the jar and the models folder at a start
     * @param releasedBy null where no release was needed
     */
    public record Origin(String author, String releasedBy) {

        static final Origin OPERATOR = new Origin(null, null);
    }

    /** Writes the rows of a new deployment, in the deployment's transaction. */
    void add(String deployment, Origin origin, Map<String, String> hashes) {
        hashes.forEach((file, sha256) -> jdbc.sql("""
                        insert into model_version (deployment_id, file, sha256, author, released_by, deployed_at)
                        values (?, ?, ?, ?, ?, ?)""")
                .params(deployment, file, sha256)
                .param(origin.author())
                .param(origin.releasedBy())
                .param(at(clock.instant()))
                .update());
    }

    /** Who brought the version in force; empty for what was deployed before these rows were kept. */
    public Optional<Origin> origin(Version version) {
        return jdbc.sql("select author, released_by from model_version where deployment_id = ? and file = ?")
                .params(version.deployment(), version.file())
                .query((row, n) -> new Origin(row.getString("author"), row.getString("released_by")))
                .optional();
    }

    /** Everybody who ever brought these bytes: to deploy them again takes nobody's authorship away. */
    @Override
    public Set<String> of(String deployment) {
        var files = jdbc.sql("select count(*) from model_version where deployment_id = ?")
                .param(deployment)
                .query(Long.class)
                .single();
        if (files == 0) {
            return byOperationLog(deployment);
        }
        return jdbc.sql("""
                        select distinct author from model_version where author is not null and sha256 in (
                            select sha256 from model_version where deployment_id = ?)""").param(deployment).query(String.class).set();
    }

    /** For deployments that are older than the table; the engine keeps its log for 90 days. */
    private Set<String> byOperationLog(String deployment) {
        return system.getObject()
                .run(() -> history
                        .getObject()
                        .createUserOperationLogQuery()
                        .deploymentId(deployment)
                        .operationType(UserOperationLogEntry.OPERATION_TYPE_CREATE)
                        .list()
                        .stream()
                        .map(UserOperationLogEntry::getUserId)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
