package dev.firebreak.runbook.step.docker.image;

import static dev.firebreak.runbook.Effect.DESTRUCTIVE;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.disk.file.DiskSpace;
import dev.firebreak.runbook.step.host.command.Hosts;
import dev.firebreak.text.ByteText;
import dev.firebreak.text.MarkdownTable;
import dev.firebreak.text.TimeText;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Removes images without a tag that no container uses, and build cache. Containers and volumes stay, also stopped ones:
 * the container that crashed is what people investigate.
 */
@RunbookStep(
        topic = "docker.remove-unused-images",
        title = "Remove unused images",
        description =
                "Removes images without a tag that no container uses, and build cache that no build used lately,"
                        + " where settings.dockerEngine of the target is firebreak. Containers, volumes and tagged images stay.",
        effect = DESTRUCTIVE)
class RemoveUnusedImages implements RunbookDelegate<RemoveUnusedImages.Order> {

    private static final String CACHE_UNUSED_FOR = "cacheUnusedFor";

    private final Images images;
    private final Hosts hosts;

    RemoveUnusedImages(Images images, Hosts hosts) {
        this.images = images;
        this.hosts = hosts;
    }

    record Order(
            @ParameterDescription("Build cache that no build used for so long is removed together with images.")
            @NotNull
            @DurationMin(hours = 1)
            @DurationMax(days = 3650)
            @DefaultValue("P1D")
            Duration cacheUnusedFor,

            @ParameterDescription("How many images at most, the largest first.") @Min(1) @Max(500) @DefaultValue("100")
            int most) {}

    @Override
    public Plan plan(Order order, Target target) throws InterruptedException {
        if (!"firebreak".equals(target.settings().get("dockerEngine"))) {
            return Plan.impossible("No image is removed: the catalogue does not say that the Docker Engine of"
                    + " firebreak.docker.host runs on " + target.name() + " (settings.dockerEngine: firebreak).");
        }
        var all = images.dangling();
        if (all.isEmpty()) {
            return Plan.to("Each image of the Docker Engine has a tag or a container that uses it.");
        }
        var some = all.subList(0, Math.min(order.most(), all.size()));
        var disk = disk(target);
        return Plan.to("Remove **" + some.size() + " images** without a tag that no container uses (of " + all.size()
                        + "), and build cache that no build used for "
                        + TimeText.of(order.cacheUnusedFor()) + ". Now " + disk.shown() + ".\n\n"
                        + MarkdownTable.heading("Image", "Size", "Created")
                        + MarkdownTable.fitting(
                                some.stream().map(RemoveUnusedImages::row).toList(), Plan.TABLE))
                .on(some.stream().map(UnusedImage::id).toList())
                .before("available", disk.available())
                .parameter(CACHE_UNUSED_FOR, order.cacheUnusedFor())
                .warning("An image without a tag can't be pulled again; the next builds take longer.");
    }

    private static String row(UnusedImage image) {
        return MarkdownTable.row(image.id(), ByteText.of(image.size()), TimeText.of(image.created()));
    }

    private DiskSpace disk(Target target) throws InterruptedException {
        try (var host = hosts.open(target)) {
            return DiskSpace.of(host, target.name(), target.settings().getOrDefault("disk", "/"));
        }
    }

    /** Images that are gone or new don't void an approval. */
    @Override
    public Optional<String> changed(Plan approved, Plan now) {
        return approved.sharesResourcesWith(now)
                ? Optional.empty()
                : Optional.of("none of the approved images is unused any more");
    }

    @Override
    public Finding execute(Plan plan, Target target) throws InterruptedException {
        var before = disk(target);
        var removed = plan.resources().stream().filter(images::remove).count();
        images.pruneBuildCache(Duration.parse(plan.parameters().get(CACHE_UNUSED_FOR)));
        return Finding.of(target.name() + ": " + removed + " of "
                + plan.resources().size() + " images removed; " + disk(target).regainedSince(before));
    }

    @Override
    public Proof probe(Intent intent, Target target) throws InterruptedException {
        return verify(intent.plan(), target);
    }

    @Override
    public Proof verify(Plan plan, Target target) throws InterruptedException {
        var there = new HashSet<>(plan.resources());
        there.retainAll(images.dangling().stream().map(UnusedImage::id).toList());
        var seen = (plan.resources().size() - there.size()) + " of "
                + plan.resources().size() + " images are gone or used, "
                + disk(target).shown();
        return there.isEmpty() ? Proof.done(seen) : Proof.notDone(seen);
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofMinutes(10);
    }
}
