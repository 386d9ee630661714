/** What a proposed model would change: lines, and rows of decision tables. */
@NamedInterface("release-difference")
package dev.firebreak.engine.release.difference;

import org.springframework.modulith.NamedInterface;
