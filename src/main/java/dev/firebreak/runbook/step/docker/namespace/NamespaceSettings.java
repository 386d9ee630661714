package dev.firebreak.runbook.step.docker.namespace;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param toolsImage an image that the Docker Engine has and that holds {@code /usr/sbin/nft} and {@code cat}; its
 *     programs run in the network namespace of a container that is looked at or isolated. It is never pulled.
 */
@ConfigurationProperties("firebreak.docker")
public record NamespaceSettings(@DefaultValue("") String toolsImage) {}
