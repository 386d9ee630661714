package dev.firebreak.lifecycle;

import java.util.Optional;

/** Who is logged in to the engine on this thread, such as the person who completes a task at this moment. */
public interface Login {

    /** A person's id; nothing where the machine itself is at work. */
    Optional<String> person();
}
