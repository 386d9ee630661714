package dev.firebreak.runbook.step.postgres.integrity;

import static dev.firebreak.runbook.Effect.DISRUPTIVE;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.text.ByteText;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Copies all files of a PostgreSQL server as they are, damaged pages included, with a SHA-256 of each, into a folder
 * that the catalogue names ({@code settings.copies}). The copy stays: people repair from it or throw it away.
 */
@RunbookStep(
        topic = "postgres.copy-data",
        title = "Copy data",
        description = "Copies all files of the server as they are, with a SHA-256 of each, into settings.copies of"
                + " the target, and then checks the checksum of every page."
                + " Nothing of the server changes; the copy stays.",
        effect = DISRUPTIVE)
class CopyData implements RunbookDelegate<CopyData.Order> {

    private static final String FOLDER = "folder";
    private static final String USER = "user";
    private static final String WITHIN = "within";
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9][A-Za-z0-9._-]{0,60}){1,8}");
    private static final Pattern ROLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    private final IntegrityServers servers;
    private final BaseBackups backups;

    CopyData(IntegrityServers servers, BaseBackups backups) {
        this.servers = servers;
        this.backups = backups;
    }

    record Order(
            @ParameterDescription("How long the copy may take.")
            @NotNull
            @DurationMin(seconds = 1)
            @DurationMax(minutes = 60)
            @DefaultValue("PT30M")
            Duration within) {}

    @Override
    public Plan plan(Order order, Target target) throws InterruptedException {
        var parent = target.settings().getOrDefault("copies", "");
        var user = target.settings().getOrDefault("copyUser", "postgres");
        if (!PATH.matcher(parent).matches()) {
            return Plan.impossible("The catalogue names no place for copies of " + target.name()
                    + ": set settings.copies of the target to an absolute path in its container, on a"
                    + " volume with room.");
        }
        if (!ROLE.matcher(user).matches()) {
            return Plan.impossible("settings.copyUser of target " + target.name() + " is no name of a role.");
        }
        var place = backups.place(target, parent);
        if (place.obstacle() != null) {
            return Plan.impossible(place.obstacle());
        }
        try (var server = servers.open(target)) {
            return plan(order, target, server.state(), place, parent).parameter(USER, user);
        }
    }

    private static Plan plan(
            Order order, Target target, IntegrityServer.State now, BaseBackups.Place place, String parent) {
        if (place.freeBytes() < now.bytes() * 12 / 10) {
            return Plan.impossible(
                    "A copy of " + target.name() + " needs " + ByteText.of(now.bytes() * 12 / 10) + ", and " + parent
                            + " has " + ByteText.of(place.freeBytes()) + " free: choose another settings.copies.");
        }
        var folder = parent + "/firebreak-" + now.cluster() + "-"
                + now.position().replace('/', '-').toLowerCase(Locale.ROOT);
        return Plan.to("Copy all files of **" + target.name() + "** (" + ByteText.of(now.bytes()) + ") to " + folder
                        + " in its container, where " + ByteText.of(place.freeBytes()) + " are free.")
                .on(List.of(place.container()))
                .parameter(FOLDER, folder)
                .parameter(WITHIN, order.within())
                .warning("The disk is read and written at full speed meanwhile.")
                .warning("The copy holds everything that the server holds: protect it alike.");
    }

    @Override
    public Finding execute(Plan plan, Target target) throws InterruptedException {
        var folder = plan.parameters().get(FOLDER);
        var trouble = backups.make(
                container(plan),
                plan.parameters().get(USER),
                folder,
                Duration.parse(plan.parameters().get(WITHIN)));
        if (!trouble.isEmpty()) {
            return Finding.failed(target.name() + ": no copy was made: " + trouble);
        }
        var pages = backups.pages(
                container(plan),
                plan.parameters().get(USER),
                Duration.parse(plan.parameters().get(WITHIN)));
        return Finding.of(target.name() + ": copied to " + folder + "; " + pages.said());
    }

    @Override
    public Proof probe(Intent intent, Target target) throws InterruptedException {
        return check(intent.plan());
    }

    @Override
    public Proof verify(Plan plan, Target target) throws InterruptedException {
        return check(plan);
    }

    private Proof check(Plan plan) throws InterruptedException {
        var folder = plan.parameters().get(FOLDER);
        var check = backups.check(container(plan), folder);
        return switch (check.found()) {
            case WHOLE ->
                Proof.done("each file in " + folder + " has its SHA-256; that of the list is " + check.hash());
            case NOTHING -> Proof.notDone("there is no " + folder);
            case PART -> Proof.cannotTell("the copy in " + folder + " is not whole; it may still grow");
        };
    }

    private static String container(Plan plan) {
        return plan.resources().get(0);
    }

    /** More than the longest copy, its comparison and the check of its pages. */
    @Override
    public Duration timeLimit() {
        return Duration.ofMinutes(135);
    }
}
