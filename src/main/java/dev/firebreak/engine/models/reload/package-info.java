/** Reloads of the models: their result, and what the last one refused. */
@NamedInterface("reload")
package dev.firebreak.engine.models.reload;

import org.springframework.modulith.NamedInterface;
