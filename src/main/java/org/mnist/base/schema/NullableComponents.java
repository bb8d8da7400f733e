package org.mnist.base.schema;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rule that a document may say {@code null} where the component of its record, or the element of a list, is
 * {@link Nullable}, and only there.
 */
public final class NullableComponents extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonSetter.Value findSetterInfo(Annotated annotated) {
        if (annotated instanceof AnnotatedParameter parameter
                && parameter.getOwner().getAnnotated() instanceof Executable constructor) {
            AnnotatedType type = type(constructor, parameter.getIndex());
            Stream<AnnotatedType> elements = type instanceof AnnotatedParameterizedType generic
                    ? Arrays.stream(generic.getAnnotatedActualTypeArguments())
                    : Stream.of();
            JsonSetter said = annotated.getAnnotation(JsonSetter.class);
            if (said != null) {
                return JsonSetter.Value.from(said);
            }
            return JsonSetter.Value.construct(
                    nulls(type), elements.map(NullableComponents::nulls).reduce(Nulls.DEFAULT, (first, last) -> last));
        }
        return super.findSetterInfo(annotated);
    }

    /** The type as it is written; the compact constructor of a record does not know what its components say of null. */
    private static AnnotatedType type(Executable constructor, int index) {
        Class<?> owner = constructor.getDeclaringClass();
        return owner.isRecord()
                ? owner.getRecordComponents()[index].getAnnotatedType()
                : constructor.getAnnotatedParameterTypes()[index];
    }

    private static Nulls nulls(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class) ? Nulls.SET : Nulls.DEFAULT;
    }
}
