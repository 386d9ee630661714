/** The boxes of time in the first half hour, and which of them passed without their result. */
@NamedInterface("timebox")
package dev.firebreak.lifecycle.timebox;

import org.springframework.modulith.NamedInterface;
