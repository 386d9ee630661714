package dev.firebreak.runbook.step.docker.image;

import java.time.Duration;
import java.util.List;

/** Port to the images of a Docker Engine. */
public interface Images {

    /** Images without a tag that no container uses, not even a stopped one; the largest first. */
    List<UnusedImage> dangling();

    /** Removes one image by its full id; false if the engine says that it is gone or used by now. */
    boolean remove(String id);

    /** Removes what no build has used for this time, and returns the bytes that the engine counts. */
    long pruneBuildCache(Duration unusedFor);
}
