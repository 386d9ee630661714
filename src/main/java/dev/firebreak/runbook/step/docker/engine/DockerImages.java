package dev.firebreak.runbook.step.docker.engine;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.PruneType;
import dev.firebreak.runbook.step.docker.image.Images;
import dev.firebreak.runbook.step.docker.image.UnusedImage;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** {@link Images} over the HTTP API of a Docker Engine. It removes nothing by force. */
@Component
public class DockerImages implements Images {

    private final DockerEngine engine;

    public DockerImages(DockerEngine engine) {
        this.engine = engine;
    }

    @Override
    public List<UnusedImage> dangling() {
        var used = engine
                .call(() ->
                        engine.client().listContainersCmd().withShowAll(true).exec())
                .stream()
                .map(Container::getImageId)
                .collect(Collectors.toSet());
        return engine
                .call(() ->
                        engine.client().listImagesCmd().withDanglingFilter(true).exec())
                .stream()
                .filter(image -> !used.contains(image.getId()))
                .map(image ->
                        new UnusedImage(image.getId(), image.getSize(), Instant.ofEpochSecond(image.getCreated())))
                .sorted(Comparator.comparingLong(UnusedImage::size).reversed().thenComparing(UnusedImage::id))
                .toList();
    }

    @Override
    public boolean remove(String id) {
        try {
            engine.call(() -> engine.client()
                    .removeImageCmd(id)
                    .withForce(false)
                    .withNoPrune(true)
                    .exec());
            return true;
        } catch (NotFoundException | ConflictException e) {
            return false;
        }
    }

    @Override
    public long pruneBuildCache(Duration unusedFor) {
        var answer = engine.call(() -> engine.client()
                .pruneCmd(PruneType.BUILD)
                .withUntilFilter(unusedFor.toSeconds() + "s")
                .exec());
        return answer.getSpaceReclaimed() == null ? 0 : answer.getSpaceReclaimed();
    }
}
