package dev.firebreak.postmortem.change;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where action items may change something. Without a folder, nothing is changed.
 *
 * @param rulesFolder which Prometheus reads rules from; Firebreak writes files of its own there, and no other
 * @param prometheus its address, whose {@code /-/reload} must be enabled
 * @param configurationFolders folders whose {@code key=value} files may be changed
 */
@ConfigurationProperties("firebreak.actions")
record ChangeSettings(
        Path rulesFolder, URI prometheus, @DefaultValue List<Path> configurationFolders) {}
