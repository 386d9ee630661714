/** The templates of messages: the site's own folder, what they may name, and how they look. */
@NamedInterface("template")
package dev.firebreak.comms.template;

import org.springframework.modulith.NamedInterface;
