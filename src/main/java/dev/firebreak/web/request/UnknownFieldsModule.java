package dev.firebreak.web.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.firebreak.web.RejectUnknownFields;
import java.io.IOException;
import org.springframework.stereotype.Component;

/**
 * Jackson module for {@link RejectUnknownFields}. Other bodies, such as alerts, ignore unknown fields: their formats
 * grow.
 */
@Component
public class UnknownFieldsModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addDeserializationProblemHandler(new UnknownFieldRejection());
    }

    private static final class UnknownFieldRejection extends DeserializationProblemHandler {

        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context, JsonParser parser, JsonDeserializer<?> reader, Object body, String name)
                throws IOException {
            var type = body instanceof Class<?> known ? known : body.getClass();
            if (type.isAnnotationPresent(RejectUnknownFields.class)) {
                throw UnrecognizedPropertyException.from(parser, body, name, reader.getKnownPropertyNames());
            }
            return false;
        }
    }
}
