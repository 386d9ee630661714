/** What people see of the log watch. */
@NamedInterface("view")
package dev.firebreak.logwatch.view;

import org.springframework.modulith.NamedInterface;
