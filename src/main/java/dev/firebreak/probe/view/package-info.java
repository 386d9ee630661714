/** What is checked and what came of it, for people and programs. */
@NamedInterface("view")
package dev.firebreak.probe.view;

import org.springframework.modulith.NamedInterface;
