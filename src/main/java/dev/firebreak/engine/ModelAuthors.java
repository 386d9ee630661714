package dev.firebreak.engine;

import java.util.Set;

/** Port: who wrote a deployed model. */
public interface ModelAuthors {

    /** The logins of its authors; empty if it came with the product or from the operator's folder. */
    Set<String> of(String deployment);
}
