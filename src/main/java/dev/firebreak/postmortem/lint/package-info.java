/** What a reviewer looks for in a post-mortem, and what the published version leaves out. */
@NamedInterface("lint")
package dev.firebreak.postmortem.lint;

import org.springframework.modulith.NamedInterface;
