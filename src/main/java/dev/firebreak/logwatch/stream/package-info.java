/** The logs that are watched: how far each is read, what its rules have counted, and which node reads it. */
@NamedInterface("stream")
package dev.firebreak.logwatch.stream;

import org.springframework.modulith.NamedInterface;
