# parindex_sanitize(target): the sanitizers named by PARINDEX_SANITIZE, and libstdc++'s own assertions with them.
function(parindex_sanitize target)
    if(NOT PARINDEX_SANITIZE)
        return()
    endif()
    target_compile_options(${target} PRIVATE
        -fsanitize=${PARINDEX_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_compile_definitions(${target} PRIVATE _GLIBCXX_ASSERTIONS)
    # Whoever links the sanitized library needs the run-time part too.
    target_link_options(${target} PUBLIC $<BUILD_INTERFACE:-fsanitize=${PARINDEX_SANITIZE}>)
    get_target_property(type ${target} TYPE)
    if(type STREQUAL "EXECUTABLE")
        target_sources(${target} PRIVATE "${PROJECT_SOURCE_DIR}/cmake/sanitizer_suppressions.cpp")
    endif()
endfunction()
