/** Steps as people see them. */
@NamedInterface("view")
package dev.firebreak.runbook.view;

import org.springframework.modulith.NamedInterface;
