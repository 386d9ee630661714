/** Strict YAML for configuration files: errors name file, line, column and field, and are found all at once. */
@NamedInterface("yaml")
package dev.firebreak.text.yaml;

import org.springframework.modulith.NamedInterface;
