/** How people want to be paged: what each said for themselves, in place of the catalogue. */
@NamedInterface("personal")
package dev.firebreak.comms.personal;

import org.springframework.modulith.NamedInterface;
