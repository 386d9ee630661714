package dev.firebreak.access;

import java.util.Map;
import java.util.Optional;

/** Port to the engine: which models decide now. The audit names them in each row. */
public interface ModelsInForce {

    /**
     * The models in force.
     *
     * @param fingerprint the SHA-256 over all of them
     * @param models the version and the SHA-256 of each, by kind and key, such as {@code decision assess-severity}
     */
    record Models(String fingerprint, Map<String, String> models) {}

    /** Empty before the first deployment. May be some seconds old on the nodes that did not deploy. */
    Optional<Models> models();
}
