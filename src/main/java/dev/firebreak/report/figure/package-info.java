/** The definitions of all figures, as pure functions of what is known about incidents. */
@NamedInterface("figure")
package dev.firebreak.report.figure;

import org.springframework.modulith.NamedInterface;
