# parindex_warnings(target): the warnings of this project, for its own targets only.
function(parindex_warnings target)
    if(NOT CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
        return()
    endif()
    target_compile_options(${target} PRIVATE
        -Wall -Wextra -Wpedantic
        -Wconversion -Wsign-conversion
        -Wshadow
        -Wold-style-cast
        -Wnon-virtual-dtor -Woverloaded-virtual
        # g++ 12 reports correct std::string concatenation (GCC bug 105651) and optional members of Boost's types.
        $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_GREATER_EQUAL:$<CXX_COMPILER_VERSION>,12>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict;-Wno-maybe-uninitialized>
        $<$<BOOL:${PARINDEX_WERROR}>:-Werror>)
endfunction()
