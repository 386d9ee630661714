/** Who takes over shifts of whom: overrides, swaps, holiday cover, temporary schedules. */
@NamedInterface("override")
package dev.firebreak.oncall.override;

import org.springframework.modulith.NamedInterface;
