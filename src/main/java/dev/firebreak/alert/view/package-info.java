/** The alerts of an incident, for people. */
@NamedInterface("view")
package dev.firebreak.alert.view;

import org.springframework.modulith.NamedInterface;
