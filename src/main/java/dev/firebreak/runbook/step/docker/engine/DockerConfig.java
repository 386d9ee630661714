package dev.firebreak.runbook.step.docker.engine;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.api.model.ChangeLog;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.core.SSLConfig;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;

/** Where the engine is, and that its list of changed files, which has no bound, is read as it comes. */
final class DockerConfig implements DockerClientConfig {

    /** Less than the engine's time to answer: a part of the list is better than none. */
    private static final Duration CHANGES_WITHIN = Duration.ofSeconds(20);

    private final DockerClientConfig base;

    DockerConfig(String host) {
        this.base = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(host)
                .withDockerTlsVerify(false)
                // Without a version in the address, every engine uses its own.
                .withApiVersion(RemoteApiVersion.UNKNOWN_VERSION)
                .build();
    }

    /** In place of a list of millions. */
    static final class Changes extends AbstractList<ChangeLog> {

        final FileChanges read;

        Changes(FileChanges read) {
            this.read = read;
        }

        @Override
        public ChangeLog get(int index) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public int size() {
            return 0;
        }
    }

    @Override
    public ObjectMapper getObjectMapper() {
        var bounded = new SimpleModule().setDeserializerModifier(new BeanDeserializerModifier() {
            private static final long serialVersionUID = 1L;

            @Override
            public JsonDeserializer<?> modifyCollectionDeserializer(
                    DeserializationConfig config, CollectionType type, BeanDescription bean, JsonDeserializer<?> it) {
                return type.getContentType().hasRawClass(ChangeLog.class) ? new ChangesDeserializer() : it;
            }
        });
        return DockerClientConfig.getDefaultObjectMapper().copy().registerModule(bounded);
    }

    private static final class ChangesDeserializer extends JsonDeserializer<List<ChangeLog>> {

        @Override
        public List<ChangeLog> deserialize(JsonParser json, DeserializationContext context) throws IOException {
            var end = System.nanoTime() + CHANGES_WITHIN.toNanos();
            return new Changes(FileChangesReader.read(json, () -> System.nanoTime() < end));
        }
    }

    @Override
    public URI getDockerHost() {
        return base.getDockerHost();
    }

    @Override
    public RemoteApiVersion getApiVersion() {
        return base.getApiVersion();
    }

    @Override
    public String getRegistryUsername() {
        return base.getRegistryUsername();
    }

    @Override
    public String getRegistryPassword() {
        return base.getRegistryPassword();
    }

    @Override
    public String getRegistryEmail() {
        return base.getRegistryEmail();
    }

    @Override
    public String getRegistryUrl() {
        return base.getRegistryUrl();
    }

    @Override
    public AuthConfig effectiveAuthConfig(String image) {
        return base.effectiveAuthConfig(image);
    }

    @Override
    public AuthConfigurations getAuthConfigurations() {
        return base.getAuthConfigurations();
    }

    @Override
    @SuppressWarnings("deprecation") // of the interface
    public SSLConfig getSSLConfig() {
        return base.getSSLConfig();
    }
}
