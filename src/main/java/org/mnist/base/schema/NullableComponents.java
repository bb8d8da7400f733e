package org.mnist.base.schema;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.lang.reflect.Executable;
import org.jspecify.annotations.Nullable;

/** The rule that a document may say {@code null} where the component of its record is {@link Nullable}, and only there. */
public final class NullableComponents extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonSetter.Value findSetterInfo(Annotated annotated) {
        return annotated instanceof AnnotatedParameter parameter
                        && parameter.getOwner().getAnnotated() instanceof Executable constructor
                        && constructor.getAnnotatedParameterTypes()[parameter.getIndex()].isAnnotationPresent(
                                Nullable.class)
                ? JsonSetter.Value.forValueNulls(Nulls.SET)
                : super.findSetterInfo(annotated);
    }
}
