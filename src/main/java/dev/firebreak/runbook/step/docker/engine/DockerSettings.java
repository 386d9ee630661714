package dev.firebreak.runbook.step.docker.engine;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the Docker Engine is. Access to its socket means root on its host, so prefer a socket proxy that allows only
 * what steps need.
 *
 * @param host {@code unix:///path/of/the.sock} or {@code tcp://host:port}
 */
@ConfigurationProperties("firebreak.docker")
public record DockerSettings(
        @DefaultValue("unix:///var/run/docker.sock") String host,
        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("30s") Duration responseTimeout) {}
