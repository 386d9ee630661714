package dev.firebreak.logwatch;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which logs are watched.
 *
 * @param rules a folder with files {@code <set>.yaml} of own rules; may be missing
 * @param every between two looks at a file that grows; one that does not is looked at every 10 s
 * @param files on the machines of Firebreak's nodes; each node watches its own
 * @param containers of the Docker Engine
 * @param journals of hosts of the catalogue
 */
@ConfigurationProperties("firebreak.log-watch")
public record LogWatchSettings(
        Path rules,
        @DefaultValue("1s") Duration every,
        @DefaultValue List<FileLogs> files,
        @DefaultValue List<ContainerLogs> containers,
        @DefaultValue List<JournalLogs> journals) {

    /**
     * Files whose path matches a glob. What is found at the first look is read from its end, and what comes later from
     * its beginning.
     *
     * @param paths such as {@code /var/log/mosaic/*.log}
     * @param service the service that their alerts name
     * @param rules the names of sets of rules; without one all are applied
     * @param zone of times that name none; by default the machine's
     */
    public record FileLogs(
            String paths, String service, @DefaultValue List<String> rules, ZoneId zone) {

        public FileLogs {
            Objects.requireNonNull(paths, "firebreak.log-watch.files[].paths is missing");
            zone = zone == null ? ZoneId.systemDefault() : zone;
        }
    }

    /**
     * Containers whose name matches.
     *
     * @param name with {@code *} for any text
     * @param service the service that their alerts name; by default the name of the container
     */
    public record ContainerLogs(
            @DefaultValue("*") String name,
            String service,
            @DefaultValue List<String> rules) {}

    /**
     * The journal of a host, read over SSH.
     *
     * @param target of the kind {@code host} in the catalogue
     * @param service the service that its alerts name; by default the target
     */
    public record JournalLogs(
            String target, String service, @DefaultValue List<String> rules) {

        public JournalLogs {
            Objects.requireNonNull(target, "firebreak.log-watch.journals[].target is missing");
        }
    }
}
