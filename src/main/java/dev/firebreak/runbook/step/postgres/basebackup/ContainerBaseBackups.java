package dev.firebreak.runbook.step.postgres.basebackup;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.docker.engine.ContainerName;
import dev.firebreak.runbook.step.docker.engine.Containers;
import dev.firebreak.runbook.step.docker.engine.DockerExec;
import dev.firebreak.runbook.step.postgres.integrity.BaseBackups;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Runs pg_basebackup and pg_verifybackup in the server's own container, with fixed arguments and without a shell. */
@Component
public class ContainerBaseBackups implements BaseBackups {

    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final String FAILED_CHECKSUM = "checksum verification failed in file ";
    private static final int DAMAGE_SHOWN = 20;
    private static final Duration COMPARE = Duration.ofMinutes(10);

    private final Containers containers;
    private final DockerExec exec;

    public ContainerBaseBackups(Containers containers, DockerExec exec) {
        this.containers = containers;
        this.exec = exec;
    }

    @Override
    public Place place(Target target, String parent) throws InterruptedException {
        if (!target.settings().containsKey("container")) {
            return Place.none(
                    "Target " + target.name() + " has no settings.container: a person makes the copy there, with"
                            + " pg_basebackup --no-verify-checksums --manifest-checksums=SHA256.");
        }
        var name = ContainerName.of(target);
        var container = containers.named(name.value());
        if (container.isEmpty() || !container.get().isRunning()) {
            return Place.none("Container " + name + " does not run: copy its files as they are, before it is started.");
        }
        var id = container.get().id();
        if (!exec.canEnd(id)) {
            return Place.none("The image of " + name + " has no timeout: a copy that hangs could not be stopped.");
        }
        for (var program : List.of("pg_basebackup", "pg_verifybackup", "df", "sha256sum")) {
            if (!ended(exec.run(id, List.of(program, "--version"), LOOK))) {
                return Place.none("The image of " + name + " has no " + program + ": a person makes the copy.");
            }
        }
        var free = exec.run(id, List.of("df", "-B1", "--output=avail", parent), LOOK);
        return ended(free)
                ? new Place(id, number(free.output().text()), null)
                : Place.none("There is no folder " + parent + " in container " + name
                        + ": make it, on a volume with room, or change settings.copies of the target.");
    }

    private static long number(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> line.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    /** Damaged pages are copied as well: they are what people have to look at. */
    @Override
    public String make(String container, String user, String folder, Duration within) throws InterruptedException {
        var copied = exec.run(
                container,
                List.of(
                        "pg_basebackup",
                        "--username=" + user,
                        "--no-password",
                        "--pgdata=" + folder,
                        "--wal-method=fetch",
                        "--checkpoint=fast",
                        "--no-verify-checksums",
                        "--manifest-checksums=SHA256"),
                within);
        if (ended(copied)) {
            return "";
        }
        return (copied.stopped() == null
                        ? ""
                        : "it did not end within " + within.toSeconds() + " s and was stopped " + copied.stopped()
                                + "; ")
                + "pg_basebackup says: " + lastLine(copied.output().text())
                + ". It needs a line \"local replication " + user + "\" in pg_hba.conf.";
    }

    /**
     * By a base backup that is thrown away: it reads every page, also those that no table uses any more. {@code
     * pg_checksums} refuses the copy, because its server was not shut down for it.
     */
    @Override
    public Pages pages(String container, String user, Duration within) throws InterruptedException {
        var read = exec.run(
                container,
                List.of(
                        "pg_basebackup",
                        "--username=" + user,
                        "--no-password",
                        "--target=blackhole",
                        "--wal-method=fetch",
                        "--checkpoint=fast",
                        "--no-manifest"),
                within);
        var damage = read.output()
                .text()
                .lines()
                .filter(line -> line.contains(FAILED_CHECKSUM))
                .map(line -> line.substring(line.indexOf(FAILED_CHECKSUM)))
                .limit(DAMAGE_SHOWN)
                .toList();
        if (ended(read) || !damage.isEmpty()) {
            return new Pages(damage, "");
        }
        return new Pages(
                List.of(), read.stopped() == null ? lastLine(read.output().text()) : "it took too long");
    }

    private static String lastLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .reduce((one, next) -> next)
                .orElse("nothing");
    }

    @Override
    public Check check(String container, String folder) throws InterruptedException {
        var manifest = folder + "/backup_manifest";
        var hash = exec.run(container, List.of("sha256sum", manifest), COMPARE);
        if (!ended(hash)) {
            var there = ended(exec.run(container, List.of("df", folder), LOOK));
            return new Check(there ? Found.PART : Found.NOTHING, null);
        }
        var compared = exec.run(container, List.of("pg_verifybackup", "--no-parse-wal", folder), COMPARE);
        return ended(compared)
                ? new Check(Found.WHOLE, hash.output().text().strip().split("\\s+")[0])
                : new Check(Found.PART, null);
    }

    private static boolean ended(DockerExec.Result result) {
        return result.stopped() == null && result.exitCode() != null && result.exitCode() == 0;
    }
}
