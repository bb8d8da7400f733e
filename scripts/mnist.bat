@echo off
rem Runs mnist from an unpacked package on Windows. MNIST_JAVA_OPTS adds options for Java.
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" @"%~dp0mnist.options" %MNIST_JAVA_OPTS% -jar "%~dp0..\mnist.jar" %*
exit /b %errorlevel%
