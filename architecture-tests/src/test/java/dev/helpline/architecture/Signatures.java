package dev.helpline.architecture;

import dev.helpline.chat.spi.Experimental;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a compiler sees of a type from another package: one line for the type and one for each member, in alphabetical order. */
final class Signatures {
    private Signatures() {}

    static Stream<String> of(Class<?> type) {
        Stream<String> fields = Arrays.stream(type.getDeclaredFields())
                .filter(Signatures::isVisible)
                .map(Signatures::field);
        Stream<String> constructors = Arrays.stream(type.getDeclaredConstructors())
                .filter(Signatures::isVisible)
                .map(Signatures::constructor);
        Stream<String> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(Signatures::isVisible)
                .map(Signatures::method);
        return Stream.concat(
                Stream.of(marked(type, header(type))),
                Stream.of(fields, constructors, methods)
                        .flatMap(lines -> lines)
                        .map(line -> "    " + line.replace(type.getName() + ".", ""))
                        .sorted());
    }

    private static String header(Class<?> type) {
        String parameters = joined(" <", ", ", names(type.getTypeParameters()));
        return kind(type)
                + " " + type.getName()
                + (parameters.isEmpty() ? "" : parameters + ">")
                + superclass(type)
                + joined(type.isInterface() ? " extends " : " implements ", ", ", names(type.getGenericInterfaces()))
                + (isDeclaredSealed(type) ? joined(" permits ", ", ", names(type.getPermittedSubclasses())) : "");
    }

    private static String kind(Class<?> type) {
        String sealed = isDeclaredSealed(type) ? "sealed " : "";
        if (type.isAnnotation()) {
            return "annotation";
        }
        if (type.isInterface()) {
            return sealed + "interface";
        }
        if (type.isEnum()) {
            return "enum";
        }
        if (type.isRecord()) {
            return "record";
        }
        int shown = type.getModifiers() & (Modifier.ABSTRACT | Modifier.FINAL);
        return sealed + (Modifier.toString(shown) + " class").strip();
    }

    /** The compiler seals an enum whose constants have bodies; that is not part of its face. */
    private static boolean isDeclaredSealed(Class<?> type) {
        return type.isSealed() && !type.isEnum();
    }

    private static String superclass(Class<?> type) {
        Type superclass = type.getGenericSuperclass();
        boolean implied = superclass == null || superclass == Object.class || type.isEnum() || type.isRecord();
        return implied ? "" : " extends " + superclass.getTypeName();
    }

    private static List<String> names(Type... types) {
        return Arrays.stream(types).map(Signatures::name).toList();
    }

    private static String name(Type type) {
        return type instanceof TypeVariable<?> variable
                ? variable.getName() + joined(" extends ", " & ", bounds(variable))
                : type.getTypeName();
    }

    private static List<String> bounds(TypeVariable<?> variable) {
        return Arrays.stream(variable.getBounds())
                .filter(bound -> bound != Object.class)
                .map(Type::getTypeName)
                .toList();
    }

    /** Nothing for an empty list. */
    private static String joined(String start, String separator, List<String> parts) {
        return parts.isEmpty() ? "" : parts.stream().collect(Collectors.joining(separator, start, ""));
    }

    private static String field(Field field) {
        return marked(field, field.isEnumConstant() ? "constant " + field.getName() : field.toGenericString());
    }

    private static String constructor(Constructor<?> constructor) {
        // its text ends with the name of the type, where that of other members has a dot
        String declaring = constructor.getDeclaringClass().getName();
        return marked(constructor, constructor.toGenericString().replace(declaring + "(", "new("));
    }

    private static String method(Method method) {
        return marked(method, method.toGenericString().replace("synchronized ", ""));
    }

    private static String marked(AnnotatedElement element, String text) {
        String experimental = element.isAnnotationPresent(Experimental.class) ? "@Experimental " : "";
        String deprecated = element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "";
        return experimental + deprecated + text;
    }

    private static boolean isVisible(Member member) {
        boolean forSubclasses = Modifier.isProtected(member.getModifiers())
                && !Modifier.isFinal(member.getDeclaringClass().getModifiers());
        return !member.isSynthetic() && (Modifier.isPublic(member.getModifiers()) || forSubclasses);
    }
}
