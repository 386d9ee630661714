/** All post-mortems: search, tags, and incidents that happened before. */
@NamedInterface("library")
package dev.firebreak.postmortem.library;

import org.springframework.modulith.NamedInterface;
